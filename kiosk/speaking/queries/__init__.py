"""Queries on the floor."""

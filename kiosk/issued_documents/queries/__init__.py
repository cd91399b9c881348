"""Queries of issued documents."""

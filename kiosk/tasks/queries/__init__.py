"""Reads of tasks, always for a viewer."""

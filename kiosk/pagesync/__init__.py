"""Synchronise the shown page: which page everybody sees, and who leads."""

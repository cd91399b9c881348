"""The list of units from a file: preview, then all new and changed ones at once."""

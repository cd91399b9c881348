"""The items of a meeting and their order."""

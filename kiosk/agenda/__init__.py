"""The agenda items of a meeting and their order."""

"""The secretariat's screen, and its actions that involve several packages."""

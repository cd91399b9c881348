"""The secretariat's actions that involve several packages."""

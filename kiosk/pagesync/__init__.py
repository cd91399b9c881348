"""Who leads, and which page everybody is shown."""

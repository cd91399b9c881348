"""Changes of the floor."""

"""Changes of tasks by the office and by the units."""

"""Changes of surveys: prepared, opened, answered, closed."""

"""Lists of people: import from a file and export."""

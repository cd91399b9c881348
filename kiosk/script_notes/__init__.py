"""Script notes: what the chair says at an agenda item, seen by those who run it."""

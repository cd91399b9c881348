"""Export of a member's own notes, with their pages, as one PDF."""

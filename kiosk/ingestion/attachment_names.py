"""Names of the files attached to a PDF, cleaned for display."""

from kiosk.documents.rules import one_line

# Maximum number of names, and of letters per name.
MOST_ATTACHED, LONGEST_ATTACHED = 12, 80


def clean_attachment_names(names: list[str]) -> list[str]:
    """Return the displayable names, without duplicates."""
    clean = [one_line(name)[:LONGEST_ATTACHED] for name in names]
    return [name for name in dict.fromkeys(clean) if name][:MOST_ATTACHED]

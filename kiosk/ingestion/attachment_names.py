"""Names of the files attached to a PDF, cleaned for display."""

from kiosk.documents.rules import one_line

# Maximum number of names, and of letters per name.
MAX_ATTACHED, MAX_NAME_LETTERS = 12, 80


def clean_attachment_names(names: list[str]) -> list[str]:
    """Return the displayable names, without duplicates."""
    clean = [one_line(name)[:MAX_NAME_LETTERS] for name in names]
    return [name for name in dict.fromkeys(clean) if name][:MAX_ATTACHED]

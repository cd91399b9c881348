"""The names of files that a PDF carries along, as they are shown."""

from kiosk.documents.rules import one_line

# So many files are named, by so many letters each.
MOST_ATTACHED, LONGEST_ATTACHED = 12, 80


def clean_attachment_names(names: list[str]) -> list[str]:
    """Return what of the names in a stranger's file can be shown."""
    clean = [one_line(name)[:LONGEST_ATTACHED] for name in names]
    return [name for name in dict.fromkeys(clean) if name][:MOST_ATTACHED]

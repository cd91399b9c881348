"""Cells of CSV files for spreadsheets; pure."""

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def escape_formula(words: str) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    It gets an apostrophe, which Excel hides and the import of people removes.
    """
    return f"'{words}" if words.startswith(_DANGEROUS) else words

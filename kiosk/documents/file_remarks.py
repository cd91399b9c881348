"""Remarks about a document's file for the secretary."""

from enum import StrEnum


class FileRemark(StrEnum):
    """What a file contained that its pages do not show, show differently, or forbid."""

    CHANGES = "changes"
    COMMENTS = "comments"
    OLD_FONTS = "old_fonts"
    # A PDF that may not be printed.
    NO_PRINTING = "no_printing"
    # A damaged PDF, shown as far as it could be read.
    REPAIRED = "repaired"


def may_be_printed(remarks: str) -> bool:
    """Tell whether a document with these remarks may be printed or exported."""
    return FileRemark.NO_PRINTING not in remarks.split()

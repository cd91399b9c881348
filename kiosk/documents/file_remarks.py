"""What the secretary is told of a paper's file."""

from enum import StrEnum


class FileRemark(StrEnum):
    """What a file had that its pages do not show or show otherwise, or forbids."""

    CHANGES = "changes"
    COMMENTS = "comments"
    OLD_FONTS = "old_fonts"
    # A PDF that may be read, not printed.
    NO_PRINTING = "no_printing"
    # A damaged PDF, shown as far as it could be read.
    REPAIRED = "repaired"


def may_be_printed(remarks: str) -> bool:
    """Tell whether a paper with these remarks may be printed or taken away as pages."""
    return FileRemark.NO_PRINTING not in remarks.split()

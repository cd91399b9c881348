"""What the secretary is told of an Office file."""

from enum import StrEnum


class OfficeRemark(StrEnum):
    """What an Office file had that its pages do not show, or show otherwise."""

    CHANGES = "changes"
    COMMENTS = "comments"
    OLD_FONTS = "old_fonts"

"""What the child that writes papers is given, and how it ends.

Apart from the child itself, whose libraries only it loads.
"""

import msgspec

from kiosk.official_papers.rules import OfficialPaper
from kiosk.official_papers.templates import OWN_NAMES

FONT_MISSING_STATUS = 64
# Followed by one status for each of OWN_NAMES.
FIRST_TEMPLATE_STATUS = 65


class PaperFiles(msgspec.Struct, frozen=True):
    """A paper and the files it is wanted as: `pdf`, `docx`."""

    paper: OfficialPaper
    suffixes: tuple[str, ...]


def template_status(name: str) -> int:
    """Return the exit status if the office's template of this name is broken."""
    return FIRST_TEMPLATE_STATUS + OWN_NAMES.index(name)

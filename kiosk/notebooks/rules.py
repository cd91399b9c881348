"""What is bound of somebody's notes, and of which papers pages may be in it; pure."""

from enum import StrEnum

import msgspec

from kiosk.annotations.rules import Highlight, Ink
from kiosk.watermarks.rules import Watermark

# After so many hours a notebook is removed; it can be made again.
NOTEBOOK_KEPT_HOURS = 12
# So many pages are in it; the notes of further ones are in words only.
NOTEBOOK_PAGES_LIMIT = 400


class ExportMode(StrEnum):
    """How a paper's pages are in somebody's notebook."""

    CLEAN = "clean"
    # With the reader's name across them, as he sees them on the tablet.
    MARKED = "marked"
    # Not at all, nor their words: the paper is not to be kept.
    WITHHELD = "withheld"


def export_mode(
    *, is_kept: bool, is_clean: bool, prepares: bool, may_be_printed: bool = True
) -> ExportMode:
    """Say how the pages of a paper are given to somebody to take away."""
    if not may_be_printed or (not is_kept and not prepares):
        return ExportMode.WITHHELD
    return ExportMode.CLEAN if is_clean else ExportMode.MARKED


class NotebookSnapshot(msgspec.Struct, frozen=True):
    """What a notebook was made of: it stands only while all of it does."""

    erasures: int = 0
    # Whoever has written since may have a new one made.
    change: int = 0
    # By paper (id): how its pages are in it.
    papers: dict[int, ExportMode] = {}


class NotePin(msgspec.Struct, frozen=True):
    """Where on a page a written note stands, by its number in the list."""

    number: int
    x: float
    y: float


class NotebookPage(msgspec.Struct, frozen=True):
    """A page with what was drawn on it."""

    name: str
    # Points, for a page whose picture (SHA-256) is not there.
    width: float
    height: float
    picture: str
    mark: Watermark | None
    strokes: list[tuple[str, Ink]]
    marked: list[tuple[str, Highlight]]
    pins: list[NotePin]


class NoteLine(msgspec.Struct, frozen=True):
    """A note in words; `number` is that of its pin, 0 for none."""

    page: int
    number: int
    text: str
    quote: str


class Chapter(msgspec.Struct, frozen=True):
    """The notes on one paper."""

    title: str
    mode: ExportMode
    # Its version was replaced by a newer one.
    is_old: bool
    lines: list[NoteLine]
    sheets: list[NotebookPage]
    strokes: int
    # So many pages were too many.
    left_out: int


class Notebook(msgspec.Struct, frozen=True):
    """All that is bound."""

    body_name: str
    meeting: str
    day: str
    name: str
    where: str
    made: str
    chapters: list[Chapter]

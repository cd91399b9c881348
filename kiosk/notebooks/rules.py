"""What is bound of somebody's notes, and of which papers pages may be in it; pure."""

from enum import StrEnum

import msgspec

from kiosk.annotations.rules import Highlight, Ink
from kiosk.documents.marking.rules import Mark

# After so many hours a notebook is removed; it can be made again.
KEPT_HOURS = 12
# So many pages are in it; the notes of further ones are in words only.
MOST_SHEETS = 400


class Manner(StrEnum):
    """How a paper's pages are in somebody's notebook."""

    CLEAN = "clean"
    # With the reader's name across them, as he sees them on the tablet.
    MARKED = "marked"
    # Not at all, nor their words: the paper is not to be kept.
    WITHHELD = "withheld"


def manner_of(
    *, is_kept: bool, is_clean: bool, prepares: bool, may_be_printed: bool = True
) -> Manner:
    """Say how the pages of a paper are given to somebody to take away."""
    if not may_be_printed or (not is_kept and not prepares):
        return Manner.WITHHELD
    return Manner.CLEAN if is_clean else Manner.MARKED


class Basis(msgspec.Struct, frozen=True):
    """What a notebook was made of: it stands only while all of it does."""

    erasures: int = 0
    # Whoever has written since may have a new one made.
    change: int = 0
    # By paper (id): how its pages are in it.
    papers: dict[int, Manner] = {}


class Pin(msgspec.Struct, frozen=True):
    """Where on a page a written note stands, by its number in the list."""

    number: int
    x: float
    y: float


class Sheet(msgspec.Struct, frozen=True):
    """A page with what was drawn on it."""

    name: str
    # Points, for a page whose picture (SHA-256) is not there.
    width: float
    height: float
    picture: str
    mark: Mark | None
    strokes: list[tuple[str, Ink]]
    marked: list[tuple[str, Highlight]]
    pins: list[Pin]


class Line(msgspec.Struct, frozen=True):
    """A note in words; `number` is that of its pin, 0 for none."""

    page: int
    number: int
    text: str
    quote: str


class Chapter(msgspec.Struct, frozen=True):
    """The notes on one paper."""

    title: str
    manner: Manner
    # Its version was replaced by a newer one.
    is_old: bool
    lines: list[Line]
    sheets: list[Sheet]
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

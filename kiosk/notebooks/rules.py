"""Contents of a notebook, and how a document's pages may be in it; pure."""

from enum import StrEnum

import msgspec

from kiosk.annotations.rules import Highlight, Ink
from kiosk.watermarks.rules import Watermark

# A notebook is removed after this time; it can be exported again.
NOTEBOOK_KEPT_HOURS = 12
# Further pages are left out; their notes are listed as text only.
NOTEBOOK_PAGES_LIMIT = 400


class ExportMode(StrEnum):
    """How a document's pages are in a notebook."""

    CLEAN = "clean"
    # With the reader's watermark, as on the tablet.
    MARKED = "marked"
    # Neither pages nor quotes: the document may not be kept.
    WITHHELD = "withheld"


def export_mode(
    *, is_kept: bool, is_clean: bool, prepares: bool, may_be_printed: bool = True
) -> ExportMode:
    """Return how the pages of a document are in a notebook."""
    if not may_be_printed or (not is_kept and not prepares):
        return ExportMode.WITHHELD
    return ExportMode.CLEAN if is_clean else ExportMode.MARKED


class NotebookSnapshot(msgspec.Struct, frozen=True):
    """What a notebook was made of, to check whether it is still allowed."""

    erasures: int = 0
    # The member's change counter: a newer one means the notebook is outdated.
    change: int = 0
    # By document id.
    papers: dict[int, ExportMode] = {}


class NotePin(msgspec.Struct, frozen=True):
    """The position of a typed note on a page, and its number in the list."""

    number: int
    x: float
    y: float


class NotebookPage(msgspec.Struct, frozen=True):
    """A page with the notes on it."""

    name: str
    # In points, for a page without an image.
    width: float
    height: float
    picture: str
    mark: Watermark | None
    strokes: list[tuple[str, Ink]]
    marked: list[tuple[str, Highlight]]
    pins: list[NotePin]


class NoteLine(msgspec.Struct, frozen=True):
    """A note as text; `number` is that of its pin, 0 for none."""

    page: int
    number: int
    text: str
    quote: str


class Chapter(msgspec.Struct, frozen=True):
    """The notes on one document."""

    title: str
    mode: ExportMode
    # The version was replaced by a newer one.
    is_old: bool
    lines: list[NoteLine]
    sheets: list[NotebookPage]
    strokes: int
    # Number of pages beyond the limit.
    left_out: int


class Notebook(msgspec.Struct, frozen=True):
    """The contents of a notebook."""

    body_name: str
    meeting: str
    day: str
    name: str
    where: str
    made: str
    chapters: list[Chapter]

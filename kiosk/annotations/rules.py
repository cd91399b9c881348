"""The law of notes: their kinds, their bounds, and which of two edits stands."""

from enum import StrEnum
from typing import Annotated

import msgspec

from kiosk.errors import N_, Invalid
from kiosk.roles import DELEGATES, Role

# The worker's jobs that bring notes to the new version of their paper: all of them,
# and those that came later.
CARRY_JOB, CARRY_LATE_JOB = "carry_annotations", "carry_late_annotations"
# Somebody has erased all he had written: what was made of it goes too.
ERASED_JOB = "notes_erased"

# Those with whom a note may be shared, if they may read its paper.
RECIPIENTS = DELEGATES | {Role.GUEST}
# Bounds of sharing: people a note, notes of all others one person is given.
MOST_READERS = 50
MOST_GIVEN = 400
# So many strokes of a page are shared by one touch.
MOST_SHARED_AT_ONCE = 500

# Bounds of one person's notes, of one page's, of one sending.
MOST_OF_PERSON = 20_000
MOST_ON_PAGE = 3_000
# Bytes of one person's bodies: 2,000 strokes, a diligent reader's year, have 2 MB.
MOST_BYTES = 32_000_000
# A sending is one write transaction: so many are kept in a few milliseconds.
MOST_CHANGES = 50
MOST_IN_ANSWER = 500
MOST_NUMBERS = 2_000  # of a stroke: x, y, x, y, …
MOST_BOXES = 400
LONGEST_TEXT = 4_000
LONGEST_QUOTE = 600
LONGEST_CONTEXT = 120
LARGEST_BODY = 24_000  # bytes of JSON

KEY = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"


class Kind(StrEnum):
    """What a note is."""

    # One stroke of the pen: two tablets' strokes never meet in one note.
    INK = "ink"
    HIGHLIGHT = "highlight"
    TEXT = "text"


class Colour(StrEnum):
    """What it is written with; the shade is the screen's business."""

    BLACK = "black"
    BLUE = "blue"
    RED = "red"
    GREEN = "green"
    YELLOW = "yellow"


# Fractions of the page; a finger may slip over its edge.
Fraction = Annotated[float, msgspec.Meta(ge=-0.5, le=1.5)]
Box = tuple[Fraction, Fraction, Fraction, Fraction]


class Ink(msgspec.Struct, forbid_unknown_fields=True):
    """A stroke: its points one after the other, its width as a part of the page's."""

    points: Annotated[list[Fraction], msgspec.Meta(min_length=2)]
    width: Annotated[float, msgspec.Meta(gt=0, le=0.1)]


class Highlight(msgspec.Struct, forbid_unknown_fields=True):
    """Words that were marked, by their boxes."""

    boxes: Annotated[list[Box], msgspec.Meta(min_length=1, max_length=MOST_BOXES)]


class TextNote(msgspec.Struct, forbid_unknown_fields=True):
    """Something written, and where on the page it is pinned."""

    text: Annotated[str, msgspec.Meta(max_length=LONGEST_TEXT)]
    at: tuple[Fraction, Fraction]


Body = Ink | Highlight | TextNote
BODIES: dict[Kind, type[Body]] = {
    Kind.INK: Ink,
    Kind.HIGHLIGHT: Highlight,
    Kind.TEXT: TextNote,
}


class Anchor(msgspec.Struct, forbid_unknown_fields=True):
    """The words a note stands on, with some of those around them."""

    quote: Annotated[str, msgspec.Meta(max_length=LONGEST_QUOTE)] = ""
    before: Annotated[str, msgspec.Meta(max_length=LONGEST_CONTEXT)] = ""
    after: Annotated[str, msgspec.Meta(max_length=LONGEST_CONTEXT)] = ""


class Change(msgspec.Struct, forbid_unknown_fields=True):
    """One edit, as a tablet sends it."""

    key: Annotated[str, msgspec.Meta(pattern=KEY)]
    # The revision it was made from; 0: a new note.
    base: Annotated[int, msgspec.Meta(ge=0, le=2**31)]
    document: Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]
    page: Annotated[int, msgspec.Meta(ge=1, le=100_000)]
    kind: Kind
    colour: Colour = Colour.BLUE
    body: msgspec.Raw = msgspec.Raw(b"null")
    anchor: Anchor = msgspec.field(default_factory=Anchor)
    deleted: bool = False


def read_body(kind: Kind, raw: bytes) -> Body:
    """Return a note's body.

    :raises Invalid: it is too large, or no note of that kind.
    """
    if len(raw) > LARGEST_BODY:
        raise Invalid(
            N_("Ghi chú này quá dài. Xin chia thành nhiều ghi chú."), code="too_long"
        )
    try:
        body = msgspec.json.decode(raw, type=BODIES[kind])
    except msgspec.DecodeError as error:
        raise Invalid(
            N_("Máy chủ không hiểu ghi chú này nên chưa giữ được."), code="bad_note"
        ) from error
    if isinstance(body, Ink) and (
        len(body.points) % 2 or len(body.points) > MOST_NUMBERS
    ):
        raise Invalid(N_("Nét bút này quá dài nên chưa giữ được."), code="too_long")
    return body


def write_body(body: Body) -> str:
    """Return a body as compact JSON, its fractions no finer than a pixel."""
    if isinstance(body, Ink):
        points = [round(number, 4) for number in body.points]
        body = Ink(points, round(body.width, 5))
    return msgspec.json.encode(body).decode()


def check_room(on_page: int, of_person: int) -> None:
    """Let nobody fill the server with notes.

    :raises Invalid: the page, or the person, has as many as there may be.
    """
    if on_page >= MOST_ON_PAGE:
        raise Invalid(
            N_("Trang này đã có {most} nét và ghi chú. Xin xoá bớt rồi viết tiếp."),
            code="page_full",
            most=MOST_ON_PAGE,
        )
    if of_person >= MOST_OF_PERSON:
        raise Invalid(
            N_("Đồng chí đã có {most} nét và ghi chú. Xin xoá bớt rồi viết tiếp."),
            code="shelf_full",
            most=MOST_OF_PERSON,
        )


def check_size(kept: int, before: int, after: int) -> None:
    """Let nobody fill the disk: `kept` bytes, of which `before` become `after`.

    :raises Invalid: there would be more than anybody may keep.
    """
    if after > before and kept - before + after > MOST_BYTES:
        raise Invalid(
            N_("Ghi chú của đồng chí đã chiếm {most} MB. Xin xoá bớt rồi viết tiếp."),
            code="shelf_full",
            most=MOST_BYTES // 1_000_000,
        )


class Verdict(StrEnum):
    """What becomes of an edit."""

    TAKEN = "taken"
    # It was made before already: the answer to it was lost on the way.
    KNOWN = "known"
    # Another tablet's edit stands; the sender decides what becomes of his own.
    NEWER = "newer"
    # The note was erased with all others.
    GONE = "gone"


class Standing(msgspec.Struct, frozen=True):
    """What the server holds of a note when an edit of it arrives."""

    revision: int
    kind: str
    is_deleted: bool
    is_same: bool


def judge(base: int, *, deleted: bool, standing: Standing | None) -> Verdict:
    """Decide between an edit made from revision `base` and what stands.

    What was written is never thrown away by an older edit. A stroke or a highlight
    only comes and goes, so taking it away needs no newest revision.
    """
    if standing is None:
        return Verdict.GONE if base or deleted else Verdict.TAKEN
    if standing.is_deleted and deleted:
        return Verdict.KNOWN
    if standing.is_same and not deleted:
        return Verdict.KNOWN
    if base == standing.revision:
        return Verdict.TAKEN
    if deleted and base and standing.kind != Kind.TEXT:
        return Verdict.TAKEN
    return Verdict.NEWER

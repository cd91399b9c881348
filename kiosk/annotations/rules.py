"""The law of notes: their kinds, their bounds, and which of two edits stands."""

from enum import StrEnum
from typing import Annotated

import msgspec

from kiosk.errors import N_, Invalid
from kiosk.roles import DELEGATES, Role

# The worker's jobs that bring notes to the new version of their paper: all of them,
# and those that came later.
TRANSFER_JOB, TRANSFER_LATE_JOB = "carry_annotations", "carry_late_annotations"
# Somebody has erased all he had written: what was made of it goes too.
NOTES_ERASED_JOB = "notes_erased"

# Those with whom a note may be shared, if they may read its paper.
SHARING_ROLES = DELEGATES | {Role.GUEST}
# Bounds of sharing: people a note, notes of all others one person is given.
READERS_PER_NOTE = 50
SHARED_NOTES_LIMIT = 400
# So many strokes of a page are shared by one touch.
NOTES_PER_SHARE = 500

# Bounds of one person's notes, of one page's, of one sending.
NOTES_PER_PERSON = 20_000
NOTES_PER_PAGE = 3_000
# Bytes of one person's bodies: 2,000 strokes, a diligent reader's year, have 2 MB.
NOTE_BYTES_LIMIT = 32_000_000
# A sending is one write transaction: so many are kept in a few milliseconds.
CHANGES_PER_REQUEST = 50
NOTES_PER_RESPONSE = 500
STROKE_NUMBERS_LIMIT = 2_000  # of a stroke: x, y, x, y, …
BOXES_PER_HIGHLIGHT = 400
LONGEST_TEXT = 4_000
LONGEST_QUOTE = 600
LONGEST_CONTEXT = 120
LARGEST_NOTE_BODY = 24_000  # bytes of JSON

UUID_PATTERN = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"


class NoteKind(StrEnum):
    """What a note is."""

    # One stroke of the pen: two tablets' strokes never meet in one note.
    INK = "ink"
    HIGHLIGHT = "highlight"
    TEXT = "text"


class NoteColour(StrEnum):
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

    boxes: Annotated[
        list[Box], msgspec.Meta(min_length=1, max_length=BOXES_PER_HIGHLIGHT)
    ]


class TextNote(msgspec.Struct, forbid_unknown_fields=True):
    """Something written, and where on the page it is pinned."""

    text: Annotated[str, msgspec.Meta(max_length=LONGEST_TEXT)]
    at: tuple[Fraction, Fraction]


NoteBody = Ink | Highlight | TextNote
BODY_TYPES: dict[NoteKind, type[NoteBody]] = {
    NoteKind.INK: Ink,
    NoteKind.HIGHLIGHT: Highlight,
    NoteKind.TEXT: TextNote,
}


class NoteAnchor(msgspec.Struct, forbid_unknown_fields=True):
    """The words a note stands on, with some of those around them."""

    quote: Annotated[str, msgspec.Meta(max_length=LONGEST_QUOTE)] = ""
    before: Annotated[str, msgspec.Meta(max_length=LONGEST_CONTEXT)] = ""
    after: Annotated[str, msgspec.Meta(max_length=LONGEST_CONTEXT)] = ""


class NoteChange(msgspec.Struct, forbid_unknown_fields=True):
    """One edit, as a tablet sends it."""

    key: Annotated[str, msgspec.Meta(pattern=UUID_PATTERN)]
    # The revision it was made from; 0: a new note.
    base: Annotated[int, msgspec.Meta(ge=0, le=2**31)]
    document: Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]
    page: Annotated[int, msgspec.Meta(ge=1, le=100_000)]
    kind: NoteKind
    colour: NoteColour = NoteColour.BLUE
    body: msgspec.Raw = msgspec.Raw(b"null")
    anchor: NoteAnchor = msgspec.field(default_factory=NoteAnchor)
    deleted: bool = False


def parse_body(kind: NoteKind, raw: bytes) -> NoteBody:
    """Return a note's body.

    :raises Invalid: it is too large, or no note of that kind.
    """
    if len(raw) > LARGEST_NOTE_BODY:
        raise Invalid(
            N_("Ghi chú này quá dài. Xin chia thành nhiều ghi chú."), code="too_long"
        )
    try:
        body = msgspec.json.decode(raw, type=BODY_TYPES[kind])
    except msgspec.DecodeError as error:
        raise Invalid(
            N_("Máy chủ không hiểu ghi chú này nên chưa giữ được."), code="bad_note"
        ) from error
    if isinstance(body, Ink) and (
        len(body.points) % 2 or len(body.points) > STROKE_NUMBERS_LIMIT
    ):
        raise Invalid(N_("Nét bút này quá dài nên chưa giữ được."), code="too_long")
    return body


def serialise_body(body: NoteBody) -> str:
    """Return a body as compact JSON, its fractions no finer than a pixel."""
    if isinstance(body, Ink):
        points = [round(number, 4) for number in body.points]
        body = Ink(points, round(body.width, 5))
    return msgspec.json.encode(body).decode()


def check_note_count(on_page: int, of_person: int) -> None:
    """Let nobody fill the server with notes.

    :raises Invalid: the page, or the person, has as many as there may be.
    """
    if on_page >= NOTES_PER_PAGE:
        raise Invalid(
            N_("Trang này đã có {most} nét và ghi chú. Xin xoá bớt rồi viết tiếp."),
            code="page_full",
            most=NOTES_PER_PAGE,
        )
    if of_person >= NOTES_PER_PERSON:
        raise Invalid(
            N_("Đồng chí đã có {most} nét và ghi chú. Xin xoá bớt rồi viết tiếp."),
            code="shelf_full",
            most=NOTES_PER_PERSON,
        )


def check_size(kept: int, before: int, after: int) -> None:
    """Let nobody fill the disk: `kept` bytes, of which `before` become `after`.

    :raises Invalid: there would be more than anybody may keep.
    """
    if after > before and kept - before + after > NOTE_BYTES_LIMIT:
        raise Invalid(
            N_("Ghi chú của đồng chí đã chiếm {most} MB. Xin xoá bớt rồi viết tiếp."),
            code="shelf_full",
            most=NOTE_BYTES_LIMIT // 1_000_000,
        )


class MergeVerdict(StrEnum):
    """What becomes of an edit."""

    TAKEN = "taken"
    # It was made before already: the answer to it was lost on the way.
    KNOWN = "known"
    # Another tablet's edit stands; the sender decides what becomes of his own.
    NEWER = "newer"
    # The note was erased with all others.
    GONE = "gone"


class NoteState(msgspec.Struct, frozen=True):
    """What the server holds of a note when an edit of it arrives."""

    revision: int
    kind: str
    is_deleted: bool
    is_same: bool


def resolve_edit(
    base: int, *, deleted: bool, standing: NoteState | None
) -> MergeVerdict:
    """Decide between an edit made from revision `base` and what stands.

    What was written is never thrown away by an older edit. A stroke or a highlight
    only comes and goes, so taking it away needs no newest revision.
    """
    if standing is None:
        return MergeVerdict.GONE if base or deleted else MergeVerdict.TAKEN
    if standing.is_deleted and deleted:
        return MergeVerdict.KNOWN
    if standing.is_same and not deleted:
        return MergeVerdict.KNOWN
    if base == standing.revision:
        return MergeVerdict.TAKEN
    if deleted and base and standing.kind != NoteKind.TEXT:
        return MergeVerdict.TAKEN
    return MergeVerdict.NEWER

"""Kinds and limits of notes, and the resolution of conflicting edits; pure."""

from enum import StrEnum
from typing import Annotated

import msgspec

from kiosk.errors import N_, Invalid
from kiosk.roles import DELEGATES, Role

# Names of the worker's jobs that transfer notes to a new version: all, and late ones.
TRANSFER_JOB, TRANSFER_LATE_JOB = "carry_annotations", "carry_late_annotations"
# A member has erased all notes: files made of them are removed.
NOTES_ERASED_JOB = "notes_erased"

# Roles with whom a note may be shared, if they may read its document.
SHARING_ROLES = DELEGATES | {Role.GUEST}
# Limits of sharing: readers of a note, and notes that one member receives.
READERS_PER_NOTE = 50
SHARED_NOTES_LIMIT = 400
# Notes shared in one request, e.g. all strokes of a page.
NOTES_PER_SHARE = 500

# Limits per member, page and request.
NOTES_PER_PERSON = 20_000
NOTES_PER_PAGE = 3_000
# Bytes of one member's bodies; 2,000 strokes, a year of heavy use, have 2 MB.
NOTE_BYTES_LIMIT = 32_000_000
# A request is one write transaction, which takes a few milliseconds for so many.
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
    """The kind of a note."""

    # One stroke, so that strokes of two tablets never conflict.
    INK = "ink"
    HIGHLIGHT = "highlight"
    TEXT = "text"


class NoteColour(StrEnum):
    """The colour's name; the client chooses its shade."""

    BLACK = "black"
    BLUE = "blue"
    RED = "red"
    GREEN = "green"
    YELLOW = "yellow"


# Fraction of the page's side; a finger may go beyond the edge.
Fraction = Annotated[float, msgspec.Meta(ge=-0.5, le=1.5)]
Box = tuple[Fraction, Fraction, Fraction, Fraction]


class Ink(msgspec.Struct, forbid_unknown_fields=True):
    """A stroke: points as x, y, x, y, …; width as a fraction of the page's width."""

    points: Annotated[list[Fraction], msgspec.Meta(min_length=2)]
    width: Annotated[float, msgspec.Meta(gt=0, le=0.1)]


class Highlight(msgspec.Struct, forbid_unknown_fields=True):
    """Highlighted words, by their boxes."""

    boxes: Annotated[
        list[Box], msgspec.Meta(min_length=1, max_length=BOXES_PER_HIGHLIGHT)
    ]


class TextNote(msgspec.Struct, forbid_unknown_fields=True):
    """A typed text and its position on the page."""

    text: Annotated[str, msgspec.Meta(max_length=LONGEST_TEXT)]
    at: tuple[Fraction, Fraction]


NoteBody = Ink | Highlight | TextNote
BODY_TYPES: dict[NoteKind, type[NoteBody]] = {
    NoteKind.INK: Ink,
    NoteKind.HIGHLIGHT: Highlight,
    NoteKind.TEXT: TextNote,
}


class NoteAnchor(msgspec.Struct, forbid_unknown_fields=True):
    """The words under a note, with some before and after them."""

    quote: Annotated[str, msgspec.Meta(max_length=LONGEST_QUOTE)] = ""
    before: Annotated[str, msgspec.Meta(max_length=LONGEST_CONTEXT)] = ""
    after: Annotated[str, msgspec.Meta(max_length=LONGEST_CONTEXT)] = ""


class NoteChange(msgspec.Struct, forbid_unknown_fields=True):
    """One edit as sent by a tablet."""

    key: Annotated[str, msgspec.Meta(pattern=UUID_PATTERN)]
    # The revision it is based on; 0: a new note.
    base: Annotated[int, msgspec.Meta(ge=0, le=2**31)]
    document: Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]
    page: Annotated[int, msgspec.Meta(ge=1, le=100_000)]
    kind: NoteKind
    colour: NoteColour = NoteColour.BLUE
    body: msgspec.Raw = msgspec.Raw(b"null")
    anchor: NoteAnchor = msgspec.field(default_factory=NoteAnchor)
    deleted: bool = False


def parse_body(kind: NoteKind, raw: bytes) -> NoteBody:
    """Parse a note's body.

    :raises Invalid: it is too large, or not of that kind.
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
    """Return a body as compact JSON, with fractions rounded to about a pixel."""
    if isinstance(body, Ink):
        points = [round(number, 4) for number in body.points]
        body = Ink(points, round(body.width, 5))
    return msgspec.json.encode(body).decode()


def check_note_count(on_page: int, of_person: int) -> None:
    """Check the number of notes before one is added.

    :raises Invalid: the limit of the page or of the member is reached.
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
            code="too_many_notes",
            most=NOTES_PER_PERSON,
        )


def check_size(kept: int, before: int, after: int) -> None:
    """Check the bytes of a member's notes: `kept`, of which `before` become `after`.

    :raises Invalid: they would grow beyond the limit.
    """
    if after > before and kept - before + after > NOTE_BYTES_LIMIT:
        raise Invalid(
            N_("Ghi chú của đồng chí đã chiếm {most} MB. Xin xoá bớt rồi viết tiếp."),
            code="notes_too_large",
            most=NOTE_BYTES_LIMIT // 1_000_000,
        )


class MergeVerdict(StrEnum):
    """The result of an edit."""

    TAKEN = "taken"
    # Applied before: the response was lost.
    KNOWN = "known"
    # A newer edit is kept; the sender decides about their own.
    NEWER = "newer"
    # The note was erased with all others.
    GONE = "gone"


class NoteState(msgspec.Struct, frozen=True):
    """The stored note when an edit of it arrives."""

    revision: int
    kind: str
    is_deleted: bool
    is_same: bool


def resolve_edit(base: int, *, deleted: bool, stored: NoteState | None) -> MergeVerdict:
    """Resolve an edit based on revision `base` against the stored note.

    An older edit never overwrites a newer text. Strokes and highlights are only created
    and deleted, so deleting one does not need the newest revision.
    """
    if stored is None:
        return MergeVerdict.GONE if base or deleted else MergeVerdict.TAKEN
    if stored.is_deleted and deleted:
        return MergeVerdict.KNOWN
    if stored.is_same and not deleted:
        return MergeVerdict.KNOWN
    if base == stored.revision:
        return MergeVerdict.TAKEN
    if deleted and base and stored.kind != NoteKind.TEXT:
        return MergeVerdict.TAKEN
    return MergeVerdict.NEWER

"""Limits of notes, their bodies, and resolution of conflicting edits."""

import json

import msgspec
import pytest

from kiosk.annotations.rules import (
    BODY_TYPES,
    CHANGES_PER_REQUEST,
    NOTES_ERASED_JOB,
    NOTES_PER_RESPONSE,
    NOTES_PER_SHARE,
    READERS_PER_NOTE,
    SHARED_NOTES_LIMIT,
    SHARING_ROLES,
    TRANSFER_JOB,
    TRANSFER_LATE_JOB,
    Highlight,
    Ink,
    MergeVerdict,
    NoteAnchor,
    NoteChange,
    NoteKind,
    NoteState,
    TextNote,
    check_note_count,
    check_size,
    parse_body,
    resolve_edit,
    serialise_body,
)
from kiosk.errors import Invalid
from kiosk.roles import DELEGATES, Role
from tests.expected_errors import refused


def body(**fields: object) -> bytes:
    return json.dumps(fields).encode()


def stroke(numbers: int) -> bytes:
    return body(points=[0.1] * numbers, width=0.01)


class TestBodies:
    def test_every_kind_has_its_body(self):
        assert set(BODY_TYPES) == set(NoteKind)
        note = parse_body(NoteKind.TEXT, body(text="A", at=[0.1, 0.2]))
        assert note == TextNote("A", (0.1, 0.2))
        marked = parse_body(NoteKind.HIGHLIGHT, body(boxes=[[0, 0, 1, 1]]))
        assert marked == Highlight([(0, 0, 1, 1)])

    def test_a_stroke_has_up_to_two_thousand_numbers_in_pairs(self):
        assert parse_body(NoteKind.INK, stroke(2)) == Ink([0.1, 0.1], 0.01)
        parse_body(NoteKind.INK, stroke(2000))
        for wrong in (3, 2002):
            with refused(Invalid, "too_long"):
                parse_body(NoteKind.INK, stroke(wrong))

    @pytest.mark.parametrize(
        ("kind", "raw"),
        [
            (NoteKind.INK, b"null"),
            (NoteKind.INK, b"{"),
            (NoteKind.TEXT, body(text="x" * 4001, at=[0, 0])),
            (NoteKind.HIGHLIGHT, body(boxes=[])),
            (NoteKind.HIGHLIGHT, body(boxes=[[0, 0, 1, 1]] * 401)),
            (NoteKind.INK, body(points=[0.1, 1.6], width=0.01)),
            (NoteKind.INK, body(points=[0.1, -0.6], width=0.01)),
            (NoteKind.INK, body(points=[0.1, 0.1], width=0)),
            (NoteKind.INK, body(points=[0.1, 0.1], width=0.01, colour="red")),
        ],
    )
    def test_what_is_no_body_of_the_kind_is_refused(self, kind, raw):
        with refused(Invalid, "bad_note"):
            parse_body(kind, raw)

    def test_a_body_has_up_to_24000_bytes(self):
        raw = body(text="A", at=[0, 0])
        parse_body(NoteKind.TEXT, raw.ljust(24_000))
        with refused(Invalid, "too_long"):
            parse_body(NoteKind.TEXT, raw.ljust(24_001))

    def test_fractions_are_written_no_finer_than_a_pixel(self):
        written = serialise_body(Ink([0.123456, 0.5], 0.0123456))
        assert json.loads(written) == {"points": [0.1235, 0.5], "width": 0.01235}
        note = serialise_body(TextNote("A", (0.123456, 0.5)))
        assert json.loads(note) == {"text": "A", "at": [0.123456, 0.5]}


class TestRoom:
    def test_the_last_note_of_a_page_and_of_a_person(self):
        check_note_count(2_999, 19_999)

    def test_a_full_page_and_a_full_person_are_refused(self):
        with refused(Invalid, "page_full", most=3_000):
            check_note_count(3_000, 0)
        with refused(Invalid, "too_many_notes", most=20_000):
            check_note_count(0, 20_000)


class TestSize:
    def test_the_last_byte_may_be_written_and_no_other(self):
        check_size(31_999_900, 0, 100)
        check_size(31_999_900, 100, 200)
        with refused(Invalid, "notes_too_large", most=32) as caught:
            check_size(31_999_900, 0, 101)
        assert repr(caught.value.details["most"]) == "32"

    def test_who_has_too_much_may_still_shorten_and_erase(self):
        check_size(40_000_000, 100, 99)
        check_size(40_000_000, 100, 100)
        with refused(Invalid, "notes_too_large", most=32):
            check_size(40_000_000, 100, 101)


def standing(
    revision: int = 3,
    kind: NoteKind = NoteKind.INK,
    *,
    is_deleted: bool = False,
    is_same: bool = False,
) -> NoteState:
    return NoteState(revision, kind, is_deleted, is_same)


@pytest.mark.parametrize(
    ("base", "deleted", "stored", "verdict"),
    [
        (0, False, None, MergeVerdict.TAKEN),
        (1, False, None, MergeVerdict.GONE),
        (0, True, None, MergeVerdict.GONE),
        (2, True, standing(is_deleted=True), MergeVerdict.KNOWN),
        (2, False, standing(is_deleted=True), MergeVerdict.NEWER),
        (2, False, standing(is_same=True), MergeVerdict.KNOWN),
        (3, True, standing(kind=NoteKind.TEXT, is_same=True), MergeVerdict.TAKEN),
        (3, False, standing(), MergeVerdict.TAKEN),
        (2, False, standing(), MergeVerdict.NEWER),
        (4, False, standing(), MergeVerdict.NEWER),
        (2, True, standing(), MergeVerdict.TAKEN),
        (2, True, standing(kind=NoteKind.HIGHLIGHT), MergeVerdict.TAKEN),
        (0, True, standing(), MergeVerdict.NEWER),
        (2, True, standing(kind=NoteKind.TEXT), MergeVerdict.NEWER),
    ],
)
def test_conflicting_edits_are_resolved(base, deleted, stored, verdict):
    assert resolve_edit(base, deleted=deleted, stored=stored) is verdict


def test_notes_are_shared_with_delegates_and_guests_within_bounds():
    assert DELEGATES | {Role.GUEST} == SHARING_ROLES
    bounds = (READERS_PER_NOTE, SHARED_NOTES_LIMIT, NOTES_PER_SHARE)
    assert bounds == (50, 400, 500)
    assert (CHANGES_PER_REQUEST, NOTES_PER_RESPONSE) == (50, 500)


def test_jobs_that_wait_in_the_queue_are_still_known_after_an_update():
    jobs = (TRANSFER_JOB, TRANSFER_LATE_JOB, NOTES_ERASED_JOB)
    assert jobs == ("carry_annotations", "carry_late_annotations", "notes_erased")


class TestChanges:
    """Edits as sent by a tablet."""

    UUID_PATTERN = "0123abcd-0000-4000-8000-0123456789ab"

    def decode(self, **fields: object) -> NoteChange:
        sent = {
            "key": self.UUID_PATTERN,
            "base": 0,
            "document": 1,
            "page": 1,
            "kind": "ink",
        }
        return msgspec.json.decode(body(**(sent | fields)), type=NoteChange)

    def test_the_longest_anchor_is_taken(self):
        anchor = {"quote": "x" * 600, "before": "x" * 120, "after": "x" * 120}
        assert self.decode(anchor=anchor).anchor == NoteAnchor(**anchor)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"key": "0123ABCD-0000-4000-8000-0123456789AB"},
            {"key": "x0123abcd-0000-4000-8000-0123456789ab"},
            {"key": "0123abcd-0000-4000-8000-0123456789abx"},
            {"anchor": {"quote": "x" * 601}},
            {"anchor": {"before": "x" * 121}},
            {"anchor": {"after": "x" * 121}},
            {"page": 0},
            {"document": 0},
            {"base": -1},
        ],
    )
    def test_what_is_beyond_the_bounds_is_refused(self, wrong):
        with pytest.raises(msgspec.ValidationError):
            self.decode(**wrong)

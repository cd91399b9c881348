"""Bounds of notes, their bodies, and which of two edits stands."""

import json

import msgspec
import pytest

from kiosk.annotations.rules import (
    BODIES,
    CARRY_JOB,
    CARRY_LATE_JOB,
    ERASED_JOB,
    MOST_CHANGES,
    MOST_GIVEN,
    MOST_IN_ANSWER,
    MOST_READERS,
    MOST_SHARED_AT_ONCE,
    RECIPIENTS,
    Anchor,
    Change,
    Highlight,
    Ink,
    Kind,
    Standing,
    TextNote,
    Verdict,
    check_room,
    check_size,
    judge,
    read_body,
    write_body,
)
from kiosk.errors import Invalid
from kiosk.roles import DELEGATES, Role
from tests.refusals import refused


def body(**fields: object) -> bytes:
    return json.dumps(fields).encode()


def stroke(numbers: int) -> bytes:
    return body(points=[0.1] * numbers, width=0.01)


class TestBodies:
    def test_every_kind_has_its_body(self):
        assert set(BODIES) == set(Kind)
        note = read_body(Kind.TEXT, body(text="A", at=[0.1, 0.2]))
        assert note == TextNote("A", (0.1, 0.2))
        marked = read_body(Kind.HIGHLIGHT, body(boxes=[[0, 0, 1, 1]]))
        assert marked == Highlight([(0, 0, 1, 1)])

    def test_a_stroke_has_up_to_two_thousand_numbers_in_pairs(self):
        assert read_body(Kind.INK, stroke(2)) == Ink([0.1, 0.1], 0.01)
        read_body(Kind.INK, stroke(2000))
        for wrong in (3, 2002):
            with refused(Invalid, "too_long"):
                read_body(Kind.INK, stroke(wrong))

    @pytest.mark.parametrize(
        ("kind", "raw"),
        [
            (Kind.INK, b"null"),
            (Kind.INK, b"{"),
            (Kind.TEXT, body(text="x" * 4001, at=[0, 0])),
            (Kind.HIGHLIGHT, body(boxes=[])),
            (Kind.HIGHLIGHT, body(boxes=[[0, 0, 1, 1]] * 401)),
            (Kind.INK, body(points=[0.1, 1.6], width=0.01)),
            (Kind.INK, body(points=[0.1, -0.6], width=0.01)),
            (Kind.INK, body(points=[0.1, 0.1], width=0)),
            (Kind.INK, body(points=[0.1, 0.1], width=0.01, colour="red")),
        ],
    )
    def test_what_is_no_body_of_the_kind_is_refused(self, kind, raw):
        with refused(Invalid, "bad_note"):
            read_body(kind, raw)

    def test_a_body_has_up_to_24000_bytes(self):
        raw = body(text="A", at=[0, 0])
        read_body(Kind.TEXT, raw.ljust(24_000))
        with refused(Invalid, "too_long"):
            read_body(Kind.TEXT, raw.ljust(24_001))

    def test_fractions_are_written_no_finer_than_a_pixel(self):
        written = write_body(Ink([0.123456, 0.5], 0.0123456))
        assert json.loads(written) == {"points": [0.1235, 0.5], "width": 0.01235}
        note = write_body(TextNote("A", (0.123456, 0.5)))
        assert json.loads(note) == {"text": "A", "at": [0.123456, 0.5]}


class TestRoom:
    def test_the_last_note_of_a_page_and_of_a_person(self):
        check_room(2_999, 19_999)

    def test_a_full_page_and_a_full_person_are_refused(self):
        with refused(Invalid, "page_full", most=3_000):
            check_room(3_000, 0)
        with refused(Invalid, "shelf_full", most=20_000):
            check_room(0, 20_000)


class TestSize:
    def test_the_last_byte_may_be_written_and_no_other(self):
        check_size(31_999_900, 0, 100)
        with refused(Invalid, "shelf_full", most=32):
            check_size(31_999_900, 0, 101)

    def test_who_has_too_much_may_still_shorten_and_erase(self):
        check_size(40_000_000, 100, 99)
        check_size(40_000_000, 100, 100)
        with refused(Invalid, "shelf_full", most=32):
            check_size(40_000_000, 100, 101)


def standing(
    revision: int = 3,
    kind: Kind = Kind.INK,
    *,
    is_deleted: bool = False,
    is_same: bool = False,
) -> Standing:
    return Standing(revision, kind, is_deleted, is_same)


@pytest.mark.parametrize(
    ("base", "deleted", "stands", "verdict"),
    [
        (0, False, None, Verdict.TAKEN),
        (1, False, None, Verdict.GONE),
        (0, True, None, Verdict.GONE),
        (2, True, standing(is_deleted=True), Verdict.KNOWN),
        (2, False, standing(is_deleted=True), Verdict.NEWER),
        (2, False, standing(is_same=True), Verdict.KNOWN),
        (3, True, standing(kind=Kind.TEXT, is_same=True), Verdict.TAKEN),
        (3, False, standing(), Verdict.TAKEN),
        (2, False, standing(), Verdict.NEWER),
        (4, False, standing(), Verdict.NEWER),
        (2, True, standing(), Verdict.TAKEN),
        (2, True, standing(kind=Kind.HIGHLIGHT), Verdict.TAKEN),
        (0, True, standing(), Verdict.NEWER),
        (2, True, standing(kind=Kind.TEXT), Verdict.NEWER),
    ],
)
def test_of_two_edits_one_stands(base, deleted, stands, verdict):
    assert judge(base, deleted=deleted, standing=stands) is verdict


def test_notes_are_shared_with_delegates_and_guests_within_bounds():
    assert DELEGATES | {Role.GUEST} == RECIPIENTS
    bounds = (MOST_READERS, MOST_GIVEN, MOST_SHARED_AT_ONCE)
    assert bounds == (50, 400, 500)
    assert (MOST_CHANGES, MOST_IN_ANSWER) == (50, 500)


def test_jobs_that_wait_in_the_queue_are_still_known_after_an_update():
    jobs = (CARRY_JOB, CARRY_LATE_JOB, ERASED_JOB)
    assert jobs == ("carry_annotations", "carry_late_annotations", "notes_erased")


class TestChanges:
    """What a tablet sends."""

    KEY = "0123abcd-0000-4000-8000-0123456789ab"

    def decode(self, **fields: object) -> Change:
        sent = {"key": self.KEY, "base": 0, "document": 1, "page": 1, "kind": "ink"}
        return msgspec.json.decode(body(**(sent | fields)), type=Change)

    def test_the_longest_anchor_is_taken(self):
        anchor = {"quote": "x" * 600, "before": "x" * 120, "after": "x" * 120}
        assert self.decode(anchor=anchor).anchor == Anchor(**anchor)

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

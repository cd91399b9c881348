"""What a conclusion is stored as, its limits, its place and the digest of all."""

import datetime as dt
import hashlib

import pytest

from kiosk.conclusions.rules import (
    MOST_CONCLUSIONS,
    MOST_UNITS,
    ConclusionDetails,
    check_due_date,
    check_room,
    conclusions_digest,
    insert_conclusion,
    normalised,
)
from kiosk.errors import Conflict, Invalid
from tests.expected_errors import refused

DAY = dt.date(2026, 11, 29)
UNITS = tuple(f"Sở số {n}" for n in range(MOST_UNITS))


def test_a_conclusion_is_stored_in_nfc_and_its_units_once():
    typed = ConclusionDetails(
        " Hoa\u0300n thành số hoá\nhồ sơ. ",
        " Văn phòng Tỉnh u\u0309y ",
        (
            *("Sở Nội vụ", " ", "Sở Ta\u0300i chính", "Văn phòng Tỉnh ủy"),
            *(" Sở Nội vụ", "Ban Tổ chức", "Sở Tài chính", ""),
        ),
        DAY,
        item_id=3,
        document_id=5,
        page=7,
    )
    assert normalised(typed) == ConclusionDetails(
        "Hoàn thành số hoá\nhồ sơ.",
        "Văn phòng Tỉnh ủy",
        ("Sở Nội vụ", "Sở Tài chính", "Ban Tổ chức"),
        DAY,
        item_id=3,
        document_id=5,
        page=7,
    )


def test_a_text_alone_is_a_conclusion():
    assert normalised(ConclusionDetails("Giao")) == ConclusionDetails("Giao")


@pytest.mark.parametrize(
    ("document_id", "page", "kept"), [(None, 7, None), (5, 7, 7), (5, None, None)]
)
def test_a_page_is_kept_only_with_its_document(document_id, page, kept):
    typed = ConclusionDetails("Giao", item_id=3, document_id=document_id, page=page)
    stored = normalised(typed)
    assert (stored.item_id, stored.document_id, stored.page) == (3, document_id, kept)


@pytest.mark.parametrize("text", ["", " \n "])
def test_a_conclusion_without_a_text_is_refused(text):
    with refused(Invalid, "no_text"):
        normalised(ConclusionDetails(text, "Sở Nội vụ", (*UNITS, "Sở Tài chính")))


@pytest.mark.parametrize("extra", [(), ("Sở Nội vụ",), (UNITS[0], ""), (" ",)])
def test_the_most_units_are_kept_and_repeated_ones_do_not_count(extra):
    typed = ConclusionDetails("Giao", "Sở Nội vụ", (*UNITS, *extra))
    assert normalised(typed).coordinating_units == UNITS


def test_too_many_units_are_refused():
    typed = ConclusionDetails("Giao", "Sở Nội vụ", (*UNITS, "Sở Tài chính"))
    with refused(Invalid, "too_many_units", limit=MOST_UNITS):
        normalised(typed)


@pytest.mark.parametrize("due", [None, DAY, DAY + dt.timedelta(days=1)])
def test_a_deadline_on_the_day_of_the_meeting_or_later_is_accepted(due):
    check_due_date(due, DAY)


def test_a_deadline_before_the_meeting_is_refused():
    with refused(Invalid, "due_before_meeting"):
        check_due_date(DAY - dt.timedelta(days=1), DAY)


def test_there_is_room_up_to_the_limit():
    check_room(MOST_CONCLUSIONS - 1)
    for count in (MOST_CONCLUSIONS, MOST_CONCLUSIONS + 1):
        with refused(Conflict, "too_many_conclusions", limit=MOST_CONCLUSIONS):
            check_room(count)


@pytest.mark.parametrize(
    ("moved", "after", "order"),
    [
        (9, None, [9, 1, 2, 3]),
        (9, 1, [1, 9, 2, 3]),
        (9, 3, [1, 2, 3, 9]),
        (1, 3, [2, 3, 1]),
        (3, None, [3, 1, 2]),
        (3, 1, [1, 3, 2]),
        (2, 1, [1, 2, 3]),
    ],
)
def test_a_conclusion_is_put_behind_another_or_first(moved, after, order):
    assert insert_conclusion((1, 2, 3), moved, after) == order


@pytest.mark.parametrize(("moved", "after"), [(9, 4), (1, 4), (2, 2)])
def test_a_conclusion_is_not_put_behind_one_that_is_gone(moved, after):
    with refused(Conflict, "neighbour_moved"):
        insert_conclusion([1, 2, 3], moved, after)


def test_the_digest_is_of_all_fields_in_a_fixed_form():
    conclusions = [
        ConclusionDetails(
            *("Hoàn thành số hoá.", "Sở Nội vụ", ("Sở Tài chính", "Ban Tổ chức")),
            *(DAY, 3, 5, 7),
        ),
        ConclusionDetails("Giao"),
    ]
    written = (
        '[{"coordinating_units":["Sở Tài chính","Ban Tổ chức"],"document_id":5,'
        '"due_date":"2026-11-29","item_id":3,"lead_unit":"Sở Nội vụ","page":7,'
        '"text":"Hoàn thành số hoá."},{"coordinating_units":[],"document_id":null,'
        '"due_date":null,"item_id":null,"lead_unit":"","page":null,"text":"Giao"}]'
    )
    digest = hashlib.sha256(written.encode()).hexdigest()
    assert conclusions_digest(iter(conclusions)) == digest
    assert conclusions_digest(conclusions[::-1]) != digest

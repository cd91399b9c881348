"""Names, addresses and places of units."""

import pytest

from kiosk.errors import Conflict, Invalid
from kiosk.units.rules import (
    LONGEST_EMAIL,
    LONGEST_NAME,
    LONGEST_SYMBOL,
    MOST_UNITS,
    UnitDetails,
    check_parent,
    check_room,
    name_key,
    normalised_unit,
)
from tests.expected_errors import refused


def test_a_unit_is_stored_on_one_line_in_nfc():
    typed = UnitDetails("  Sở\nTa\u0300i   chính ", "S\0TC ", " stc@tinh.gov.vn ", 7)
    stored = normalised_unit(typed)
    assert stored == UnitDetails("Sở Tài chính", "S TC", "stc@tinh.gov.vn", 7)


def test_the_longest_of_each_is_kept_whole():
    host = "x" * (LONGEST_EMAIL - 5) + ".vn"
    details = UnitDetails("n" * LONGEST_NAME, "s" * LONGEST_SYMBOL, f"a@{host}")
    assert len(details.email) == LONGEST_EMAIL
    assert normalised_unit(details) == details


@pytest.mark.parametrize("name", ["", "  ", "…", "x" * 201])
def test_a_name_is_needed(name):
    with refused(Invalid, "bad_name", limit=LONGEST_NAME):
        normalised_unit(UnitDetails(name))


def test_a_symbol_is_short():
    with refused(Invalid, "bad_symbol", limit=LONGEST_SYMBOL):
        normalised_unit(UnitDetails("Sở Tài chính", "s" * (LONGEST_SYMBOL + 1)))


@pytest.mark.parametrize(
    "email",
    [
        "stc",
        "stc@",
        "@tinh.vn",
        "a@b@c.vn",
        "a b@tinh.vn",
        "a@tinh.vn,b@tinh.vn",
        "a@tinh.vn\nBcc: b@tinh.vn",
        "<a@tinh.vn>",
        f"{'x' * 65}@tinh.vn",
        "a@-tinh.vn",
    ],
)
def test_an_address_that_is_none_is_refused(email):
    shown = " ".join(email.split())[:60]
    with refused(Invalid, "bad_email", email=shown):
        normalised_unit(UnitDetails("Sở Tài chính", email=email))


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Uỷ ban nhân dân xã Tân Hoà", "UỶ BAN nhân dân Xã Tân Hòa", True),
        ("Ủy ban", "Uỷ ban", True),
        ("Xã Phú Lạc", "Xã Phú Lác", False),
        ("Sở Tài chính", "Sở Tài nguyên", False),
    ],
)
def test_a_name_is_recognised_however_its_tones_are_typed(one, other, is_same):
    assert (name_key(one) == name_key(other)) is is_same


def test_a_unit_stands_not_below_itself():
    parents = {1: None, 2: 1, 3: 2}
    check_parent(3, 1, parents)
    check_parent(None, 3, parents)
    for unit_id, parent_id in [(1, 1), (1, 3), (2, 3)]:
        with refused(Invalid, "circular_parent"):
            check_parent(unit_id, parent_id, parents)
    with refused(Invalid, "no_parent"):
        check_parent(1, 9, parents)


def test_there_is_room_up_to_the_limit():
    check_room(MOST_UNITS - 1)
    with refused(Conflict, "too_many_units", limit=MOST_UNITS):
        check_room(MOST_UNITS)

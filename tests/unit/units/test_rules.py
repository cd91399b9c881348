"""Names, addresses and places of units."""

import pytest

from kiosk.errors import Conflict, Invalid
from kiosk.units.rules import (
    MOST_UNITS,
    UnitDetails,
    check_parent,
    check_room,
    name_key,
    normalised_unit,
)


def test_a_unit_is_stored_on_one_line_in_nfc():
    typed = UnitDetails("  Sở\nTa\u0300i   chính ", " STC ", " stc@tinh.gov.vn ")
    stored = normalised_unit(typed)
    assert stored == UnitDetails("Sở Tài chính", "STC", "stc@tinh.gov.vn")


@pytest.mark.parametrize("name", ["", "  ", "…", "x" * 201])
def test_a_name_is_needed(name):
    with pytest.raises(Invalid) as refusal:
        normalised_unit(UnitDetails(name))
    assert refusal.value.reason == "bad_name"


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
    with pytest.raises(Invalid) as refusal:
        normalised_unit(UnitDetails("Sở Tài chính", email=email))
    assert refusal.value.reason == "bad_email"


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
        with pytest.raises(Invalid):
            check_parent(unit_id, parent_id, parents)
    with pytest.raises(Invalid):
        check_parent(1, 9, parents)


def test_there_is_room_up_to_the_limit():
    check_room(MOST_UNITS - 1)
    with pytest.raises(Conflict):
        check_room(MOST_UNITS)

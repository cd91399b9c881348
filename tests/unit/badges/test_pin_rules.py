"""Valid PINs, and the roles that need one."""

import pytest

from kiosk.badges.pins import codes
from kiosk.badges.pins.rules import (
    PIN_ROLES,
    PIN_TRIES,
    check_pin,
    is_pin_asked,
    is_trivial,
)
from kiosk.errors import Invalid
from kiosk.meetings.rules import PinMode
from kiosk.roles import Role
from tests.expected_errors import refused

KEY = b"k" * 32


@pytest.mark.parametrize("pin", ["2580", "91827", "402913"])
def test_four_to_six_digits_are_taken(pin):
    check_pin(pin)


@pytest.mark.parametrize(
    ("pin", "code"),
    [
        ("", "bad_pin"),
        ("123", "bad_pin"),
        ("1234567", "bad_pin"),
        ("12a4", "bad_pin"),
        ("１２８４", "bad_pin"),
        ("2580\n", "bad_pin"),
        ("0000", "plain_pin"),
        ("1234", "plain_pin"),
        ("654321", "plain_pin"),
        ("7890", "plain_pin"),
    ],
)
def test_others_are_refused_and_why(pin, code):
    with pytest.raises(Invalid) as refused:
        check_pin(pin)
    assert refused.value.reason == code


def test_screens_and_the_desk_are_never_asked():
    assert Role.CHAIR in PIN_ROLES
    assert not {Role.WALL, Role.ENTRANCE, Role.SITE_TECHNICIAN} & PIN_ROLES
    assert not is_pin_asked(PinMode.NONE, Role.OFFICIAL_DELEGATE)
    assert is_pin_asked(PinMode.OWN, Role.GUEST)
    assert is_pin_asked(PinMode.PRINTED, Role.PRESENTER)


def test_a_chosen_pin_fits_its_member_and_this_server_alone():
    kept = codes.hash_pin(KEY, 7, "2580")
    assert "2580" not in kept
    assert codes.is_pin(KEY, 7, kept, "2580")
    assert not codes.is_pin(KEY, 7, kept, "2581")
    assert not codes.is_pin(KEY, 8, kept, "2580")
    assert not codes.is_pin(b"x" * 32, 7, kept, "2580")
    assert not codes.is_pin(KEY, 7, "", "2580")


def test_printed_pins_can_be_printed_again_and_differ():
    pins = [codes.printed_pin(KEY, member, 0) for member in range(2000)]
    assert pins == [codes.printed_pin(KEY, member, 0) for member in range(2000)]
    assert all(len(pin) == 6 and pin.isdigit() and not is_trivial(pin) for pin in pins)
    assert len(set(pins)) > 1950
    assert codes.printed_pin(KEY, 7, 1) != codes.printed_pin(KEY, 7, 0)
    assert codes.is_printed_pin(KEY, 7, 0, pins[7])
    assert not codes.is_printed_pin(KEY, 7, 1, pins[7])
    assert not codes.is_printed_pin(KEY, 7, 0, "đ\udc80")


@pytest.mark.parametrize(("pin", "code"), [("123", "bad_pin"), ("1234", "plain_pin")])
def test_the_refusal_says_why(pin, code):
    with refused(Invalid, code):
        check_pin(pin)


@pytest.mark.parametrize("mode", PinMode)
@pytest.mark.parametrize("role", Role)
def test_delegates_and_guests_are_asked_where_the_meeting_has_pins(mode, role):
    asked = role in {
        Role.CHAIR,
        Role.PRESENTER,
        Role.OFFICIAL_DELEGATE,
        Role.INVITED_DELEGATE,
        Role.GUEST,
    }
    assert is_pin_asked(mode, role) is (asked and mode is not PinMode.NONE)


def test_five_tries_are_allowed():
    assert PIN_TRIES == 5


@pytest.mark.parametrize(
    ("pin", "plain"),
    [("9012", True), ("2109", True), ("1111", True), ("1112", False), ("1357", False)],
)
def test_plain_pins_are_straight_or_one_digit(pin, plain):
    assert is_trivial(pin) is plain


def test_printed_pins_stay_what_is_on_paper_already():
    pins = [codes.printed_pin(KEY, member, 2) for member in (1, 2)]
    assert pins == ["530024", "076291"]

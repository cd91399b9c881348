"""Rules of PINs: who needs one, valid values, allowed attempts; pure."""

import re

from kiosk.errors import N_, Invalid
from kiosk.meetings.rules import PinMode
from kiosk.roles import DELEGATES, Role

SHORTEST_PIN, LONGEST_PIN = 4, 6
# Failed attempts until the desk has to reset the PIN.
PIN_TRIES = 5
# Persons in the hall; screens, gates and the desk's devices need no PIN.
PIN_ROLES = DELEGATES | {Role.GUEST}

_PIN = re.compile(f"[0-9]{{{SHORTEST_PIN},{LONGEST_PIN}}}")
_STRAIGHT = "01234567890123456789"


def is_pin_asked(mode: PinMode, role: Role) -> bool:
    """Return whether a member with `role` must enter a PIN."""
    return mode is not PinMode.NONE and role in PIN_ROLES


def is_trivial(pin: str) -> bool:
    """Return whether a PIN is one repeated digit or a run of digits."""
    return len(set(pin)) == 1 or pin in _STRAIGHT or pin[::-1] in _STRAIGHT


def check_pin(pin: str) -> None:
    """Check that a chosen PIN has 4 to 6 digits and is not trivial.

    :raises Invalid: it is not allowed.
    """
    if not _PIN.fullmatch(pin):
        raise Invalid(N_("Mã PIN gồm 4 đến 6 chữ số."), code="bad_pin")
    if is_trivial(pin):
        raise Invalid(
            N_("Mã PIN này quá dễ đoán. Xin chọn mã khác, không dùng 1234 hay 0000."),
            code="plain_pin",
        )

"""Who is asked for a PIN, what may be one, and how often it may be wrong; pure."""

import re

from kiosk.errors import N_, Invalid
from kiosk.meetings.rules import PinMode
from kiosk.roles import DELEGATES, Role

SHORTEST_PIN, LONGEST_PIN = 4, 6
# Then the desk helps.
PIN_TRIES = 5
# Those who sit in the hall. Screens, gates and the desk's devices are asked for none.
PIN_ROLES = DELEGATES | {Role.GUEST}

_PIN = re.compile(f"[0-9]{{{SHORTEST_PIN},{LONGEST_PIN}}}")
_STRAIGHT = "01234567890123456789"


def is_pin_asked(mode: PinMode, role: Role) -> bool:
    """Tell whether somebody with `role` must enter a PIN."""
    return mode is not PinMode.NONE and role in PIN_ROLES


def is_trivial(pin: str) -> bool:
    """Tell whether a PIN is among the first that anybody tries."""
    return len(set(pin)) == 1 or pin in _STRAIGHT or pin[::-1] in _STRAIGHT


def check_pin(pin: str) -> None:
    """Let a chosen PIN be 4 to 6 digits that are not guessed at once.

    :raises Invalid: it is something else.
    """
    if not _PIN.fullmatch(pin):
        raise Invalid(N_("Mã PIN gồm 4 đến 6 chữ số."), code="bad_pin")
    if is_trivial(pin):
        raise Invalid(
            N_("Mã PIN này quá dễ đoán. Xin chọn mã khác, không dùng 1234 hay 0000."),
            code="plain_pin",
        )

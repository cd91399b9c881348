"""What is shown to a device, and what may come of it."""

from dataclasses import dataclass

from kiosk.badges.rules import Refusal
from kiosk.pins.actions import Lock


@dataclass(frozen=True)
class Shown:
    """What was shown: the text of a QR code or a typed code, and at whose screen."""

    secret: str | None = None
    code: str | None = None
    meeting_id: int | None = None
    # A PIN came along: a try is spent before it is compared, away from the loop.
    tries_pin: bool = False


@dataclass(frozen=True)
class Welcome:
    """Somebody is signed in: his cookie's value, his name, and where he goes."""

    token: str
    name: str
    go: str
    took_over: bool


@dataclass(frozen=True)
class Refused:
    """Nobody is signed in, and why."""

    reason: Refusal
    wait_seconds: int = 0
    tries_left: int = 0


@dataclass(frozen=True)
class PinWanted:
    """The badge is good; its holder must enter his PIN, or choose one."""

    name: str
    lock: Lock


@dataclass(frozen=True)
class Proof:
    """What became of a PIN: hashed or compared meanwhile, away from the loop."""

    lock: Lock
    fits: bool = False
    # The hash of the one just chosen.
    chosen: str = ""

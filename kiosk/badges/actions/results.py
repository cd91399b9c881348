"""What is shown to a device, and what may come of it."""

from dataclasses import dataclass

from kiosk.badges.pins.actions import PinChallenge
from kiosk.badges.rules import RefusalReason


@dataclass(frozen=True)
class BadgeScan:
    """What was shown: the text of a QR code or a typed code, and at whose screen."""

    secret: str | None = None
    code: str | None = None
    meeting_id: int | None = None
    # A PIN came along: a try is spent before it is compared, away from the loop.
    has_pin: bool = False


@dataclass(frozen=True)
class SignInGranted:
    """Somebody is signed in: his cookie's value, his name, and where he goes."""

    token: str
    name: str
    go: str
    took_over: bool


@dataclass(frozen=True)
class SignInRefused:
    """Nobody is signed in, and why."""

    reason: RefusalReason
    wait_seconds: int = 0
    tries_left: int = 0


@dataclass(frozen=True)
class PinRequired:
    """The badge is good; its holder must enter his PIN, or choose one."""

    name: str
    lock: PinChallenge


@dataclass(frozen=True)
class PinResult:
    """What became of a PIN: hashed or compared meanwhile, away from the loop."""

    lock: PinChallenge
    fits: bool = False
    # The hash of the one just chosen.
    chosen: str = ""

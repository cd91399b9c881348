"""Input and results of signing in with a badge."""

from dataclasses import dataclass

from kiosk.badges.pins.actions import PinChallenge
from kiosk.badges.rules import RefusalReason


@dataclass(frozen=True)
class BadgeScan:
    """A scanned QR code's text or a typed code, and the screen's meeting if any."""

    secret: str | None = None
    code: str | None = None
    meeting_id: int | None = None
    # A PIN was sent: its attempt is counted before it is compared in a thread.
    has_pin: bool = False


@dataclass(frozen=True)
class SignInGranted:
    """A sign-in: session token, the member's name and the path of their screen."""

    token: str
    name: str
    go: str
    took_over: bool


@dataclass(frozen=True)
class SignInRefused:
    """A refused sign-in and the reason."""

    reason: RefusalReason
    wait_seconds: int = 0
    tries_left: int = 0


@dataclass(frozen=True)
class PinRequired:
    """The badge is valid, but its holder must enter or choose a PIN."""

    name: str
    challenge: PinChallenge


@dataclass(frozen=True)
class PinResult:
    """The result of comparing or hashing a PIN in a thread."""

    challenge: PinChallenge
    fits: bool = False
    # The hash of a newly chosen PIN.
    chosen: str = ""

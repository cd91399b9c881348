"""Check, choose and reset PINs."""

from dataclasses import dataclass

from kiosk.badges.pins.models import Pin
from kiosk.badges.pins.rules import PIN_TRIES, is_pin_asked
from kiosk.meetings.models import Meeting, Member
from kiosk.meetings.rules import PinMode
from kiosk.roles import Role
from kiosk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class PinChallenge:
    """What a member's PIN is compared with now."""

    member_id: int
    mode: PinMode
    pin_hash: str
    turn: int
    tries_left: int

    @property
    def must_choose(self) -> bool:
        """Return whether the member has to choose a PIN first."""
        return self.mode is PinMode.OWN and not self.pin_hash

    def is_same(self, other: "PinChallenge") -> bool:
        """Return whether both challenges accept the same PIN."""
        return (self.member_id, self.mode, self.pin_hash, self.turn) == (
            other.member_id,
            other.mode,
            other.pin_hash,
            other.turn,
        )


def pin_challenge(
    work: UnitOfWork, member: Member, meeting: Meeting
) -> PinChallenge | None:
    """Return the PIN challenge of this member; None: no PIN is required."""
    mode = PinMode(meeting.pin_mode)
    if not is_pin_asked(mode, Role(member.role)):
        return None
    pin = work.session.get(Pin, member.id)
    if pin is None:
        return PinChallenge(member.id, mode, "", 0, PIN_TRIES)
    left = max(0, PIN_TRIES - pin.failures)
    return PinChallenge(member.id, mode, pin.pin_hash, pin.turn, left)


def _pin(work: UnitOfWork, member_id: int) -> Pin:
    pin = work.session.get(Pin, member_id)
    if pin is None:
        pin = Pin(member_id=member_id, turn=0, failures=0, changed_at=work.now)
        work.session.add(pin)
    return pin


def record_pin_attempt(work: UnitOfWork, member_id: int) -> None:
    """Count an attempt before the comparison, so that parallel ones count too."""
    _pin(work, member_id).failures += 1


def reset_pin_attempts(work: UnitOfWork, member_id: int) -> None:
    """Reset the count of attempts after a right PIN."""
    _pin(work, member_id).failures = 0


def choose_pin(work: UnitOfWork, member_id: int, pin_hash: str) -> None:
    """Store the hash of the PIN that a member has chosen."""
    pin = _pin(work, member_id)
    pin.pin_hash, pin.failures, pin.changed_at = pin_hash, 0, work.now


def reset_pin(work: UnitOfWork, member_id: int) -> int:
    """Reset a member's PIN and attempts; return the number of the next printed PIN."""
    pin = _pin(work, member_id)
    pin.pin_hash, pin.failures, pin.changed_at = "", 0, work.now
    pin.turn += 1
    return pin.turn

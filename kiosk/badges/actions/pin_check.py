"""Whoever holds a good badge shows that he is its holder, where the meeting asks it."""

from kiosk.accounts.actions import Device
from kiosk.badges.actions.desk_alerts import alert_desk
from kiosk.badges.actions.results import (
    BadgeScan,
    PinRequired,
    PinResult,
    SignInRefused,
)
from kiosk.badges.pins.actions import (
    PinChallenge,
    choose_pin,
    pin_challenge,
    record_pin_attempt,
    reset_pin_attempts,
)
from kiosk.badges.rules import RefusalReason
from kiosk.meetings.models import Meeting, Member
from kiosk.storage.unit_of_work import UnitOfWork


def require_pin(
    work: UnitOfWork,
    member: Member,
    device: Device,
    shown: BadgeScan,
    proof: PinResult | None,
) -> PinRequired | SignInRefused | None:
    """Return what a good badge still needs, or why it is refused; None: nothing."""
    lock = pin_challenge(work, member, work.session.get_one(Meeting, member.meeting_id))
    if lock is None:
        return None
    # Changed meanwhile, by himself on another tablet or by the desk: asked anew.
    if proof is None or not proof.lock.is_same(lock):
        return _ask_pin(work, member, lock, tries=shown.has_pin)
    return _judge_pin(work, member, lock, proof, device)


def _ask_pin(
    work: UnitOfWork, member: Member, lock: PinChallenge, *, tries: bool
) -> PinRequired | SignInRefused:
    """Say what a PIN is to be tried against; a try is spent where one comes along."""
    if not lock.must_choose:
        if not lock.tries_left:
            return SignInRefused(RefusalReason.PIN_LOCKED)
        if tries:
            record_pin_attempt(work, member.id)
    return PinRequired(member.full_name, lock)


def _judge_pin(
    work: UnitOfWork,
    member: Member,
    lock: PinChallenge,
    proof: PinResult,
    device: Device,
) -> SignInRefused | None:
    """Keep what became of a PIN; None: its holder is known."""
    if proof.chosen:
        choose_pin(work, member.id, proof.chosen)
        return None
    if proof.fits:
        reset_pin_attempts(work, member.id)
        return None
    if lock.tries_left:
        return SignInRefused(RefusalReason.WRONG_PIN, tries_left=lock.tries_left)
    alert_desk(
        work,
        reason=RefusalReason.PIN_LOCKED,
        meeting_id=member.meeting_id,
        member=member,
        device=device.address,
    )
    return SignInRefused(RefusalReason.PIN_LOCKED)

"""Check the PIN after a valid badge, if the meeting asks for one."""

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
    scan: BadgeScan,
    pin_result: PinResult | None,
) -> PinRequired | SignInRefused | None:
    """Return what a valid badge still requires, or its refusal; None: nothing."""
    challenge = pin_challenge(
        work, member, work.session.get_one(Meeting, member.meeting_id)
    )
    if challenge is None:
        return None
    # If the PIN was changed meanwhile (another tablet, the desk), it is asked again.
    if pin_result is None or not pin_result.challenge.is_same(challenge):
        return _require_pin(work, member, challenge, has_pin=scan.has_pin)
    return _apply_pin_result(work, member, challenge, pin_result, device)


def _require_pin(
    work: UnitOfWork, member: Member, challenge: PinChallenge, *, has_pin: bool
) -> PinRequired | SignInRefused:
    """Return the challenge; an attempt is counted if a PIN was sent."""
    if not challenge.must_choose:
        if not challenge.tries_left:
            return SignInRefused(RefusalReason.PIN_LOCKED)
        if has_pin:
            record_pin_attempt(work, member.id)
    return PinRequired(member.full_name, challenge)


def _apply_pin_result(
    work: UnitOfWork,
    member: Member,
    challenge: PinChallenge,
    pin_result: PinResult,
    device: Device,
) -> SignInRefused | None:
    """Store the result of the PIN; None: it was right or newly chosen."""
    if pin_result.chosen:
        choose_pin(work, member.id, pin_result.chosen)
        return None
    if pin_result.fits:
        reset_pin_attempts(work, member.id)
        return None
    if challenge.tries_left:
        return SignInRefused(RefusalReason.WRONG_PIN, tries_left=challenge.tries_left)
    alert_desk(
        work,
        reason=RefusalReason.PIN_LOCKED,
        meeting_id=member.meeting_id,
        member=member,
        device=device.address,
    )
    return SignInRefused(RefusalReason.PIN_LOCKED)

"""Whoever holds a good badge shows that he is its holder, where the meeting asks it."""

from kiosk.accounts.actions import Device
from kiosk.badges.actions.answers import PinWanted, Proof, Refused, Shown
from kiosk.badges.actions.desk import note_desk
from kiosk.badges.rules import Refusal
from kiosk.meetings.models import Meeting, Member
from kiosk.pins.actions import Lock, choose_pin, forgive_tries, lock_of, spend_try
from kiosk.storage.unit_of_work import UnitOfWork


def prove(
    work: UnitOfWork, member: Member, device: Device, shown: Shown, proof: Proof | None
) -> PinWanted | Refused | None:
    """Return what a good badge still needs, or why it is refused; None: nothing."""
    lock = lock_of(work, member, work.session.get_one(Meeting, member.meeting_id))
    if lock is None:
        return None
    # Changed meanwhile, by himself on another tablet or by the desk: asked anew.
    if proof is None or not proof.lock.is_same(lock):
        return _ask_pin(work, member, lock, tries=shown.tries_pin)
    return _judge_pin(work, member, lock, proof, device)


def _ask_pin(
    work: UnitOfWork, member: Member, lock: Lock, *, tries: bool
) -> PinWanted | Refused:
    """Say what a PIN is to be tried against; a try is spent where one comes along."""
    if not lock.is_open_to_choice:
        if not lock.tries_left:
            return Refused(Refusal.PIN_LOCKED)
        if tries:
            spend_try(work, member.id)
    return PinWanted(member.full_name, lock)


def _judge_pin(
    work: UnitOfWork, member: Member, lock: Lock, proof: Proof, device: Device
) -> Refused | None:
    """Keep what became of a PIN; None: its holder is known."""
    if proof.chosen:
        choose_pin(work, member.id, proof.chosen)
        return None
    if proof.fits:
        forgive_tries(work, member.id)
        return None
    if lock.tries_left:
        return Refused(Refusal.WRONG_PIN, tries_left=lock.tries_left)
    note_desk(
        work,
        reason=Refusal.PIN_LOCKED,
        meeting_id=member.meeting_id,
        member=member,
        device=device.address,
    )
    return Refused(Refusal.PIN_LOCKED)

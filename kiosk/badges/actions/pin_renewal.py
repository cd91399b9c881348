"""Renew the PIN of a member who forgot it or is locked out."""

from kiosk.badges.actions.issuing import get_member
from kiosk.badges.events import PinRenewed
from kiosk.badges.pins.actions import reset_pin
from kiosk.badges.pins.codes import printed_pin
from kiosk.badges.pins.rules import is_pin_asked
from kiosk.badges.rules import may_issue_to
from kiosk.errors import N_, Conflict, Forbidden
from kiosk.identity import Actor
from kiosk.meetings.models import Meeting
from kiosk.meetings.rules import PinMode
from kiosk.roles import Role
from kiosk.storage.unit_of_work import UnitOfWork


def renew_pin(work: UnitOfWork, key: bytes, *, actor: Actor, member_id: int) -> str:
    """Reset a member's PIN; return the new printed PIN.

    Empty where members choose their PIN at the next sign-in.

    :raises NotFound: the meeting has no such member.
    :raises Forbidden: the actor may not issue badges to this role.
    :raises Conflict: the meeting asks this member for no PIN.
    """
    member = get_member(work, actor, member_id)
    role = Role(member.role)
    if not may_issue_to(actor.role, role):
        raise Forbidden(N_("Mã PIN của vai trò này do ban thư ký cấp. Xin gọi thư ký."))
    mode = PinMode(work.session.get_one(Meeting, actor.meeting_id).pin_mode)
    if not is_pin_asked(mode, role):
        raise Conflict(N_("Hội nghị không hỏi mã PIN của người này."), code="no_pin")
    turn = reset_pin(work, member.id)
    work.record(PinRenewed(meeting_id=actor.meeting_id, member_id=member.id))
    return printed_pin(key, member.id, turn) if mode is PinMode.PRINTED else ""

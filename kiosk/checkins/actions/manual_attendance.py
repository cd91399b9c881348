"""Set attendance by hand for members who pass no gate."""

from collections.abc import Iterable

from sqlalchemy import select

from kiosk.checkins.actions.attendance_status import update_attendance_record
from kiosk.checkins.models import AttendanceMark
from kiosk.checkins.queries.scope import permitted_site, site_condition
from kiosk.checkins.rules import (
    SUMMONED_ROLES,
    AttendanceState,
    check_accepts_check_ins,
    check_manual_mark,
)
from kiosk.errors import N_, NotFound
from kiosk.identity import Actor
from kiosk.meetings.models import Meeting, Member
from kiosk.meetings.rules import MeetingState
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.vietnamese import nfc


def mark_members(
    work: UnitOfWork,
    *,
    actor: Actor,
    member_ids: Iterable[int],
    state: AttendanceState,
    reason: str = "",
) -> None:
    """Set the attendance of members, of all or of none.

    :raises NotFound: one of them is not of this meeting or of the actor's site.
    :raises Invalid: the reason is missing or too long, or the state needs a gate.
    :raises Conflict: the meeting is a draft or closed.
    """
    reason = nfc(reason)
    check_manual_mark(state, reason)
    check_accepts_check_ins(
        MeetingState(work.session.get_one(Meeting, actor.meeting_id).state)
    )
    wanted = set(member_ids)
    members = work.session.scalars(
        select(Member).where(
            Member.id.in_(wanted),
            Member.meeting_id == actor.meeting_id,
            Member.role.in_(SUMMONED_ROLES),
            site_condition(permitted_site(work.session, actor)),
        )
    ).all()
    if len(members) != len(wanted):
        raise NotFound(N_("Không có người này trong danh sách của hội nghị."))
    for member in members:
        work.session.add(
            AttendanceMark(
                member_id=member.id,
                state=state,
                reason=reason,
                at=work.now,
                recorded_by=actor.label,
            )
        )
        work.session.flush()
        update_attendance_record(work, member)

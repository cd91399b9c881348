"""Write and resolve alerts for the welcome desk."""

from sqlalchemy import select

from kiosk.accounts.actions import AttemptKind, clear_waits
from kiosk.badges.events import DeskNoted
from kiosk.badges.models import DeskAlert
from kiosk.badges.rules import RefusalReason
from kiosk.errors import N_, NotFound
from kiosk.identity import Actor
from kiosk.meetings.models import Meeting, Member
from kiosk.meetings.rules import MeetingState
from kiosk.storage.unit_of_work import UnitOfWork


def alert_desk(
    work: UnitOfWork,
    *,
    reason: RefusalReason,
    meeting_id: int | None,
    member: Member | None = None,
    device: str = "",
) -> None:
    """Alert the desk of a meeting; None: of all published or open meetings."""
    for desk in [meeting_id] if meeting_id else _staffed_desks(work):
        line = DeskAlert(
            meeting_id=desk,
            at=work.now,
            reason=reason,
            # The desk must not learn names of another meeting's members.
            member_id=member.id if member and member.meeting_id == desk else None,
            device=device,
        )
        work.session.add(line)
        work.session.flush()
        work.record(DeskNoted(meeting_id=desk, line_id=line.id))


def lift_wait(work: UnitOfWork, *, actor: Actor, line_id: int) -> None:
    """End the wait that an alert of the actor's desk reports.

    :raises NotFound: the desk has no such alert.
    """
    line = work.session.get(DeskAlert, line_id)
    if (
        line is None
        or line.meeting_id != actor.meeting_id
        or line.reason != RefusalReason.TOO_MANY_TRIES
    ):
        raise NotFound(N_("Không có dòng này ở bàn tiếp đón."))
    clear_waits(work, AttemptKind.CODE, line.device)


def _staffed_desks(work: UnitOfWork) -> list[int]:
    staffed = (MeetingState.PUBLISHED, MeetingState.OPEN)
    wanted = select(Meeting.id).where(Meeting.state.in_(staffed)).order_by(Meeting.id)
    return list(work.session.scalars(wanted))

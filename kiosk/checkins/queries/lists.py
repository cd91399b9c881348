"""What stands in the attendance list of a site."""

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from kiosk.badges.rules import ROLE_LABELS
from kiosk.checkins.lists.rules import METHODS, ListLine, ListPlan
from kiosk.checkins.models import AttendanceLine, CheckIn
from kiosk.checkins.rules import SUMMONED, Attendance, Direction, Method
from kiosk.meetings.models import Meeting, Member
from kiosk.roles import Role
from kiosk.sites.models import Site
from kiosk.vietnamese import clock_time, long_date


def list_plan(session: Session, meeting_id: int, site_id: int) -> ListPlan:
    """Return the list of a site as it is now; site 0: of those who belong to none."""
    meeting = session.get_one(Meeting, meeting_id)
    site = session.get(Site, site_id) if site_id else None
    site_name = site.name if site else ""
    methods = _methods(session, meeting_id)
    rows = session.execute(
        select(Member, AttendanceLine)
        .outerjoin(AttendanceLine, AttendanceLine.member_id == Member.id)
        .where(
            Member.meeting_id == meeting_id,
            Member.role.in_(SUMMONED),
            Member.site_id == site_id if site_id else Member.site_id.is_(None),
        )
        .order_by(Member.sort_key, Member.id)
    )
    lines = tuple(
        _line(member, line, site_name, methods.get(member.id, ""))
        for member, line in rows
    )
    return ListPlan(
        meeting.body_name,
        meeting.title,
        site_name,
        meeting.place,
        long_date(meeting.starts_at),
        lines,
    )


def _methods(session: Session, meeting_id: int) -> dict[int, str]:
    """Return how each member was written down when he first came in."""
    first = (
        select(CheckIn.member_id, func.min(CheckIn.at).label("at"))
        .where(
            CheckIn.meeting_id == meeting_id,
            CheckIn.direction == Direction.IN,
            CheckIn.undone_at.is_(None),
        )
        .group_by(CheckIn.member_id)
        .subquery()
    )
    rows = session.execute(
        select(CheckIn.member_id, CheckIn.method).join(
            first,
            and_(
                CheckIn.member_id == first.c.member_id,
                CheckIn.at == first.c.at,
                CheckIn.undone_at.is_(None),
            ),
        )
    )
    return {member: METHODS[Method(method)] for member, method in rows}


def _line(
    member: Member, line: AttendanceLine | None, site: str, method: str
) -> ListLine:
    state = Attendance(line.state) if line else Attendance.UNCONFIRMED
    came_at = line.came_at if line else None
    seat = f"Ghế {member.seat}" if member.seat else ""
    return ListLine(
        name=member.full_name,
        position=member.position,
        unit=member.unit,
        role=ROLE_LABELS[Role(member.role)],
        place=" – ".join(filter(None, (site, seat))),
        came=clock_time(came_at) if came_at else "",
        method=method if state == Attendance.PRESENT_IN_PERSON else "",
        state=state,
        reason=line.reason if line else "",
    )

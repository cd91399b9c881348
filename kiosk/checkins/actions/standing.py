"""Writing down where somebody stands, after his scans and marks have changed."""

from sqlalchemy import func, select

from kiosk.checkins.models import AttendanceLine, AttendanceMark, CheckIn
from kiosk.checkins.rules import Standing, standing_of
from kiosk.meetings.models import Member
from kiosk.storage.unit_of_work import UnitOfWork


def live_scans(work: UnitOfWork, member_id: int) -> list[CheckIn]:
    """Return the member's scans that were not undone."""
    return list(
        work.session.scalars(
            select(CheckIn).where(
                CheckIn.member_id == member_id, CheckIn.undone_at.is_(None)
            )
        )
    )


def read_standing(work: UnitOfWork, member_id: int) -> Standing:
    """Return where the member stands by all that is kept of him."""
    marks = work.session.scalars(
        select(AttendanceMark).where(AttendanceMark.member_id == member_id)
    )
    return standing_of(live_scans(work, member_id), list(marks))


def write_standing(work: UnitOfWork, member: Member) -> Standing:
    """Work out where the member stands, keep it, and return it."""
    standing = read_standing(work, member.id)
    newest = select(func.max(AttendanceLine.number)).where(
        AttendanceLine.meeting_id == member.meeting_id
    )
    number = (work.session.execute(newest).scalar_one() or 0) + 1
    line = work.session.get(AttendanceLine, member.id)
    if line is None:
        line = AttendanceLine(
            member_id=member.id, meeting_id=member.meeting_id, number=number
        )
        work.session.add(line)
    line.number = number
    line.state, line.is_inside = standing.state, standing.is_inside
    line.gate_id, line.reason = standing.gate_id, standing.reason
    line.came_at, line.last_at = standing.came_at, standing.last_at
    work.session.flush()
    return standing

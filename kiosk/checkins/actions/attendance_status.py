"""Compute and store the attendance of a member from scans and marks."""

from sqlalchemy import func, select

from kiosk.checkins.models import AttendanceMark, AttendanceRecord, CheckIn
from kiosk.checkins.rules import AttendanceStatus, compute_status
from kiosk.meetings.models import Member
from kiosk.storage.unit_of_work import UnitOfWork


def effective_scans(work: UnitOfWork, member_id: int) -> list[CheckIn]:
    """Return the member's scans that are not undone."""
    return list(
        work.session.scalars(
            select(CheckIn).where(
                CheckIn.member_id == member_id, CheckIn.undone_at.is_(None)
            )
        )
    )


def read_attendance_status(work: UnitOfWork, member_id: int) -> AttendanceStatus:
    """Return the member's attendance, computed from scans and marks."""
    marks = work.session.scalars(
        select(AttendanceMark).where(AttendanceMark.member_id == member_id)
    )
    return compute_status(effective_scans(work, member_id), list(marks))


def update_attendance_record(work: UnitOfWork, member: Member) -> AttendanceStatus:
    """Compute, store and return the member's attendance."""
    status = read_attendance_status(work, member.id)
    newest = select(func.max(AttendanceRecord.number)).where(
        AttendanceRecord.meeting_id == member.meeting_id
    )
    number = (work.session.execute(newest).scalar_one() or 0) + 1
    line = work.session.get(AttendanceRecord, member.id)
    if line is None:
        line = AttendanceRecord(member_id=member.id, meeting_id=member.meeting_id)
        work.session.add(line)
    line.number = number
    line.state, line.is_inside = status.state, status.is_inside
    line.gate_id, line.reason = status.gate_id, status.reason
    line.came_at, line.last_at = status.came_at, status.last_at
    work.session.flush()
    return status

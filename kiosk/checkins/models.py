"""Tables of check-in: scans are only added, and marked as undone."""

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.checkins.rules import AttendanceState
from kiosk.storage.base import Base

MEETING = "meetings.id"
MEMBER = "members.id"


class Gate(Base):
    """An entrance where badges are scanned."""

    __tablename__ = "gates"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey(MEETING, ondelete="CASCADE"), index=True
    )
    site_id: Mapped[int | None] = mapped_column(
        ForeignKey("sites.id", ondelete="SET NULL")
    )
    name: Mapped[str]


class CheckIn(Base):
    """A scan at a gate; the gate's device chooses the id."""

    __tablename__ = "check_ins"
    __table_args__ = (Index("ix_check_ins_meeting_at", "meeting_id", "at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey(MEETING, ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(
        ForeignKey(MEMBER, ondelete="CASCADE"), index=True
    )
    gate_id: Mapped[int] = mapped_column(ForeignKey("gates.id", ondelete="CASCADE"))
    badge_id: Mapped[int | None] = mapped_column(
        ForeignKey("badges.id", ondelete="SET NULL")
    )
    direction: Mapped[str]
    method: Mapped[str]
    verdict: Mapped[str]
    # The gate admitted the person before the server knew of the scan.
    is_decided: Mapped[bool] = mapped_column(default=False)
    at: Mapped[dt.datetime]
    received_at: Mapped[dt.datetime]
    recorded_by: Mapped[str]
    undone_at: Mapped[dt.datetime | None]
    undone_by: Mapped[str] = mapped_column(default="")


class AttendanceMark(Base):
    """Attendance set by hand: online, absent for a reason, or unconfirmed again."""

    __tablename__ = "attendance_marks"

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(
        ForeignKey(MEMBER, ondelete="CASCADE"), index=True
    )
    state: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    at: Mapped[dt.datetime]
    recorded_by: Mapped[str]


class AttendanceRecord(Base):
    """Present attendance of a member: what `compute_status` returns."""

    __tablename__ = "attendance_lines"
    __table_args__ = (Index("ix_attendance_lines_number", "meeting_id", "number"),)

    member_id: Mapped[int] = mapped_column(
        ForeignKey(MEMBER, ondelete="CASCADE"), primary_key=True
    )
    meeting_id: Mapped[int] = mapped_column(ForeignKey(MEETING, ondelete="CASCADE"))
    # Grows with every change in the meeting: gates request newer records.
    number: Mapped[int]
    state: Mapped[str] = mapped_column(default=AttendanceState.UNCONFIRMED)
    is_inside: Mapped[bool] = mapped_column(default=False)
    gate_id: Mapped[int | None] = mapped_column(
        ForeignKey("gates.id", ondelete="SET NULL")
    )
    came_at: Mapped[dt.datetime | None]
    last_at: Mapped[dt.datetime | None]
    reason: Mapped[str] = mapped_column(default="")


class CheckInConflict(Base):
    """Contradicting scans of gates that were offline, until a person resolves them."""

    __tablename__ = "check_in_conflicts"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey(MEETING, ondelete="CASCADE"), index=True
    )
    kind: Mapped[str]
    first_id: Mapped[str] = mapped_column(
        ForeignKey("check_ins.id", ondelete="CASCADE")
    )
    second_id: Mapped[str | None] = mapped_column(
        ForeignKey("check_ins.id", ondelete="CASCADE")
    )
    found_at: Mapped[dt.datetime]
    resolution: Mapped[str] = mapped_column(default="")
    resolved_at: Mapped[dt.datetime | None]
    resolved_by: Mapped[str] = mapped_column(default="")


class QuorumRule(Base):
    """How the quorum of a meeting is computed."""

    __tablename__ = "quorum_rules"

    meeting_id: Mapped[int] = mapped_column(
        ForeignKey(MEETING, ondelete="CASCADE"), primary_key=True
    )
    denominator: Mapped[str]
    members: Mapped[int]
    threshold: Mapped[str]
    percent: Mapped[int]


class RollCall(Base):
    """Attendance and quorum at the opening of the meeting."""

    __tablename__ = "roll_calls"

    meeting_id: Mapped[int] = mapped_column(
        ForeignKey(MEETING, ondelete="CASCADE"), primary_key=True
    )
    at: Mapped[dt.datetime]
    denominator: Mapped[str]
    threshold: Mapped[str]
    percent: Mapped[int]
    present: Mapped[int]
    summoned: Mapped[int]
    # The denominator used, and how many of it were needed.
    of: Mapped[int]
    needed: Mapped[int]


class RollCallEntry(Base):
    """Attendance of one member at the opening of the meeting."""

    __tablename__ = "roll_call_lines"

    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("roll_calls.meeting_id", ondelete="CASCADE"), primary_key=True
    )
    member_id: Mapped[int] = mapped_column(
        ForeignKey(MEMBER, ondelete="CASCADE"), primary_key=True, index=True
    )
    state: Mapped[str]
    is_present: Mapped[bool]

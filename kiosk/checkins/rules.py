"""Results of scans at a gate and the attendance that follows from them; pure."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Protocol, runtime_checkable

from kiosk.errors import N_, Conflict, Invalid
from kiosk.meetings.rules import MeetingState
from kiosk.roles import DELEGATES, Role

MAX_GATE_NAME_LENGTH = 80
MAX_REASON_LENGTH = 200
# Roles that are summoned; staff and wall screens are not counted.
SUMMONED_ROLES = DELEGATES | {Role.GUEST}


class GateDirection(StrEnum):
    """Direction of a scan."""

    IN = "in"
    OUT = "out"


class CheckInMethod(StrEnum):
    """How a person was checked in."""

    QR = "qr"
    MANUAL = "manual"
    BULK = "bulk"


class AttendanceState(StrEnum):
    """Attendance of a member."""

    PRESENT_IN_PERSON = "present_in_person"
    PRESENT_ONLINE = "present_online"
    ABSENT = "absent"
    UNCONFIRMED = "unconfirmed"


class ScanVerdict(StrEnum):
    """Result of a scan, as the gate shows it."""

    ADMITTED = "admitted"
    LEFT = "left"
    # Admitted although marked as absent or online: the desk should check.
    ATTENTION = "attention"
    ALREADY_INSIDE = "already_inside"
    NOT_INSIDE = "not_inside"
    OTHER_SITE = "other_site"
    NOT_SUMMONED = "not_summoned"
    REVOKED = "revoked"
    WRONG_MEETING = "wrong_meeting"
    UNKNOWN = "unknown"
    WRONG_STATE = "wrong_state"
    UNDONE = "undone"
    # Rate limit of wrong typed codes; nothing was looked up.
    TOO_MANY_TRIES = "too_many_tries"


# Scans with other verdicts are not stored.
RECORDED_VERDICTS = frozenset(
    {ScanVerdict.ADMITTED, ScanVerdict.LEFT, ScanVerdict.ATTENTION, ScanVerdict.UNDONE}
)


class ConflictKind(StrEnum):
    """What a gate admitted while offline and a person has to resolve."""

    ADMITTED_TWICE = "admitted_twice"
    ADMITTED_REVOKED = "admitted_revoked"


class ConflictResolution(StrEnum):
    """Which of the conflicting scans stays valid."""

    FIRST = "first"
    SECOND = "second"
    BOTH = "both"


# Drafts and closed meetings accept no check-ins.
CHECK_IN_STATES = frozenset(
    {MeetingState.PUBLISHED, MeetingState.OPEN, MeetingState.ADJOURNED}
)


@runtime_checkable
class RecordedScan(Protocol):
    """A recorded scan, as far as attendance depends on it."""

    id: str
    at: dt.datetime
    direction: str
    gate_id: int


class ManualMark(Protocol):
    """Attendance set by hand."""

    at: dt.datetime
    state: str
    reason: str


@dataclass(frozen=True)
class AttendanceStatus:
    """Attendance of a person, computed from all scans and marks."""

    state: AttendanceState = AttendanceState.UNCONFIRMED
    is_inside: bool = False
    gate_id: int | None = None
    # UtcDateTime of the first entry, and of the last scan or mark.
    came_at: dt.datetime | None = None
    last_at: dt.datetime | None = None
    reason: str = ""

    @property
    def is_present(self) -> bool:
        """Return whether the person counts as present now."""
        return self.is_inside or self.state == AttendanceState.PRESENT_ONLINE


def compute_status(
    passages: Iterable[RecordedScan], marks: Iterable[ManualMark]
) -> AttendanceStatus:
    """Return the attendance after all scans and marks, ordered by their moments."""
    records: list[RecordedScan | ManualMark] = [*passages, *marks]
    status = AttendanceStatus()
    for record in sorted(records, key=lambda one: one.at):
        status = _status_after(status, record)
    return status


def _status_after(
    before: AttendanceStatus, record: RecordedScan | ManualMark
) -> AttendanceStatus:
    if isinstance(record, RecordedScan):
        is_inside = record.direction == GateDirection.IN
        return AttendanceStatus(
            AttendanceState.PRESENT_IN_PERSON,
            is_inside,
            record.gate_id,
            before.came_at or record.at,
            record.at,
        )
    state = AttendanceState(record.state)
    is_here = state == AttendanceState.PRESENT_ONLINE
    came_at = (before.came_at or record.at) if is_here else None
    return AttendanceStatus(
        state, came_at=came_at, last_at=record.at, reason=record.reason
    )


def consecutive_entries(
    passages: Sequence[RecordedScan], scan_id: str
) -> list[tuple[str, str]]:
    """Return pairs of entries without an exit between them; one is `scan_id`."""
    ordered = sorted(passages, key=lambda one: (one.at, one.id))
    return [
        (one.id, other.id)
        for one, other in pairwise(ordered)
        if one.direction == other.direction == GateDirection.IN
        and scan_id in {one.id, other.id}
    ]


def entry_verdict(status: AttendanceStatus) -> ScanVerdict:
    """Return the result of an entry of a person with this status."""
    if status.is_inside:
        return ScanVerdict.ALREADY_INSIDE
    noted = {AttendanceState.ABSENT, AttendanceState.PRESENT_ONLINE}
    return ScanVerdict.ATTENTION if status.state in noted else ScanVerdict.ADMITTED


def exit_verdict(status: AttendanceStatus) -> ScanVerdict:
    """Return the result of an exit of a person with this status."""
    return ScanVerdict.LEFT if status.is_inside else ScanVerdict.NOT_INSIDE


def check_gate_name(name: str) -> None:
    """Check the name of a gate.

    :raises Invalid: it is empty or too long.
    """
    if not name:
        raise Invalid(N_("Xin đặt tên cho cửa, ví dụ “Cửa A”."), code="no_name")
    if len(name) > MAX_GATE_NAME_LENGTH:
        raise Invalid(
            N_("Tên dài quá {limit} chữ. Xin viết ngắn lại."),
            code="long_name",
            limit=MAX_GATE_NAME_LENGTH,
        )


def check_manual_mark(state: AttendanceState, reason: str) -> None:
    """Check a mark: absence needs a reason, presence in person needs a gate.

    :raises Invalid: the reason is missing or too long, or the state needs a gate.
    """
    if state == AttendanceState.PRESENT_IN_PERSON:
        raise Invalid(N_("Có mặt trực tiếp được ghi tại một cửa."), code="needs_gate")
    if state == AttendanceState.ABSENT and not reason:
        raise Invalid(N_("Xin ghi lý do vắng mặt."), code="no_reason")
    if len(reason) > MAX_REASON_LENGTH:
        raise Invalid(
            N_("Lý do dài quá {limit} chữ. Xin viết ngắn lại."),
            code="long_reason",
            limit=MAX_REASON_LENGTH,
        )


def check_accepts_check_ins(state: MeetingState) -> None:
    """Check that the meeting accepts attendance marks.

    :raises Conflict: it is still a draft, or closed.
    """
    if state not in CHECK_IN_STATES:
        raise Conflict(
            N_("Hội nghị chưa phát hành hoặc đã kết thúc nên không điểm danh được."),
            code="wrong_state",
        )

"""What a scan at a gate means, and what stands after all scans of a person; pure."""

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
# Who is called up; staff and the screens of the house are not counted.
SUMMONED_ROLES = DELEGATES | {Role.GUEST}


class GateDirection(StrEnum):
    """Which way somebody went through a gate."""

    IN = "in"
    OUT = "out"


class CheckInMethod(StrEnum):
    """How he was written down."""

    QR = "qr"
    MANUAL = "manual"
    BULK = "bulk"


class AttendanceState(StrEnum):
    """Where a member stands; DOMAIN 1.4 E."""

    PRESENT_IN_PERSON = "present_in_person"
    PRESENT_ONLINE = "present_online"
    ABSENT = "absent"
    UNCONFIRMED = "unconfirmed"


class ScanVerdict(StrEnum):
    """What a gate is told of a scan."""

    ADMITTED = "admitted"
    LEFT = "left"
    # Let in, and somebody should look: he was noted as absent, or as online.
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
    # Too many typed codes were wrong; nothing was looked up.
    TOO_MANY_TRIES = "too_many_tries"


# Scans that are kept; of the others nothing remains.
RECORDED_VERDICTS = frozenset(
    {ScanVerdict.ADMITTED, ScanVerdict.LEFT, ScanVerdict.ATTENTION, ScanVerdict.UNDONE}
)


class ConflictKind(StrEnum):
    """What a gate did alone and a person has to settle."""

    ADMITTED_TWICE = "admitted_twice"
    ADMITTED_REVOKED = "admitted_revoked"


class ConflictResolution(StrEnum):
    """How a person has settled it."""

    FIRST = "first"
    SECOND = "second"
    BOTH = "both"


# Until a meeting is put before the delegates nobody comes to it.
CHECK_IN_STATES = frozenset(
    {MeetingState.PUBLISHED, MeetingState.OPEN, MeetingState.ADJOURNED}
)


@runtime_checkable
class RecordedScan(Protocol):
    """A kept scan, as far as it says where somebody is."""

    id: str
    at: dt.datetime
    direction: str
    gate_id: int


class ManualMark(Protocol):
    """A word of the desk about somebody."""

    at: dt.datetime
    state: str
    reason: str


@dataclass(frozen=True)
class AttendanceStatus:
    """Where somebody stands after all that is known of him."""

    state: AttendanceState = AttendanceState.UNCONFIRMED
    is_inside: bool = False
    gate_id: int | None = None
    # When he first came, and when the last thing happened.
    came_at: dt.datetime | None = None
    last_at: dt.datetime | None = None
    reason: str = ""

    @property
    def is_present(self) -> bool:
        """Tell whether he counts as present now."""
        return self.is_inside or self.state == AttendanceState.PRESENT_ONLINE


def compute_status(
    passages: Iterable[RecordedScan], marks: Iterable[ManualMark]
) -> AttendanceStatus:
    """Return where somebody stands; the order is that of the moments themselves."""
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
    """Return pairs of entries with no exit between them, `scan_id` in each."""
    ordered = sorted(passages, key=lambda one: (one.at, one.id))
    return [
        (one.id, other.id)
        for one, other in pairwise(ordered)
        if one.direction == other.direction == GateDirection.IN
        and scan_id in {one.id, other.id}
    ]


def entry_verdict(status: AttendanceStatus) -> ScanVerdict:
    """Return what an entry means for somebody who stands so."""
    if status.is_inside:
        return ScanVerdict.ALREADY_INSIDE
    noted = {AttendanceState.ABSENT, AttendanceState.PRESENT_ONLINE}
    return ScanVerdict.ATTENTION if status.state in noted else ScanVerdict.ADMITTED


def exit_verdict(status: AttendanceStatus) -> ScanVerdict:
    """Return what an exit means for somebody who stands so."""
    return ScanVerdict.LEFT if status.is_inside else ScanVerdict.NOT_INSIDE


def check_gate_name(name: str) -> None:
    """Let a gate have a name that fits on a screen.

    :raises Invalid: it has none, or a longer one.
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
    """Let an absence be noted with its reason, and presence in person by a gate only.

    :raises Invalid: the reason lacks or is endless, or this state is no mark.
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
    """Let marks be made only in a meeting that people come to.

    :raises Conflict: it is still a draft, or closed.
    """
    if state not in CHECK_IN_STATES:
        raise Conflict(
            N_("Hội nghị chưa phát hành hoặc đã kết thúc nên không điểm danh được."),
            code="wrong_state",
        )

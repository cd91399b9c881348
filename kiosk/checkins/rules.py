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

LONGEST_NAME = 80
LONGEST_REASON = 200
# Who is called up; staff and the screens of the house are not counted.
SUMMONED = DELEGATES | {Role.GUEST}


class Direction(StrEnum):
    """Which way somebody went through a gate."""

    IN = "in"
    OUT = "out"


class Method(StrEnum):
    """How he was written down."""

    QR = "qr"
    MANUAL = "manual"
    BULK = "bulk"


class Attendance(StrEnum):
    """Where a member stands; DOMAIN 1.4 E."""

    PRESENT_IN_PERSON = "present_in_person"
    PRESENT_ONLINE = "present_online"
    ABSENT = "absent"
    UNCONFIRMED = "unconfirmed"


class Verdict(StrEnum):
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
KEPT = frozenset({Verdict.ADMITTED, Verdict.LEFT, Verdict.ATTENTION, Verdict.UNDONE})


class ConflictKind(StrEnum):
    """What a gate did alone and a person has to settle."""

    ADMITTED_TWICE = "admitted_twice"
    ADMITTED_REVOKED = "admitted_revoked"


class Resolution(StrEnum):
    """How a person has settled it."""

    FIRST = "first"
    SECOND = "second"
    BOTH = "both"


# Until a meeting is put before the delegates nobody comes to it.
CHECKING_IN = frozenset(
    {MeetingState.PUBLISHED, MeetingState.OPEN, MeetingState.ADJOURNED}
)


@runtime_checkable
class Passage(Protocol):
    """A kept scan, as far as it says where somebody is."""

    id: str
    at: dt.datetime
    direction: str
    gate_id: int


class Marked(Protocol):
    """A word of the desk about somebody."""

    at: dt.datetime
    state: str
    reason: str


@dataclass(frozen=True)
class Standing:
    """Where somebody stands after all that is known of him."""

    state: Attendance = Attendance.UNCONFIRMED
    is_inside: bool = False
    gate_id: int | None = None
    # When he first came, and when the last thing happened.
    came_at: dt.datetime | None = None
    last_at: dt.datetime | None = None
    reason: str = ""

    @property
    def is_present(self) -> bool:
        """Tell whether he counts as present now."""
        return self.is_inside or self.state == Attendance.PRESENT_ONLINE


def standing_of(passages: Iterable[Passage], marks: Iterable[Marked]) -> Standing:
    """Return where somebody stands; the order is that of the moments themselves."""
    deeds: list[Passage | Marked] = [*passages, *marks]
    standing = Standing()
    for deed in sorted(deeds, key=lambda one: one.at):
        standing = _after(standing, deed)
    return standing


def _after(before: Standing, deed: Passage | Marked) -> Standing:
    if isinstance(deed, Passage):
        is_inside = deed.direction == Direction.IN
        return Standing(
            Attendance.PRESENT_IN_PERSON,
            is_inside,
            deed.gate_id,
            before.came_at or deed.at,
            deed.at,
        )
    state = Attendance(deed.state)
    is_here = state == Attendance.PRESENT_ONLINE
    came_at = (before.came_at or deed.at) if is_here else None
    return Standing(state, came_at=came_at, last_at=deed.at, reason=deed.reason)


def met_twice(passages: Sequence[Passage], scan_id: str) -> list[tuple[str, str]]:
    """Return pairs of entries with no exit between them, `scan_id` in each."""
    ordered = sorted(passages, key=lambda one: (one.at, one.id))
    return [
        (one.id, other.id)
        for one, other in pairwise(ordered)
        if one.direction == other.direction == Direction.IN
        and scan_id in {one.id, other.id}
    ]


def verdict_in(standing: Standing) -> Verdict:
    """Return what an entry means for somebody who stands so."""
    if standing.is_inside:
        return Verdict.ALREADY_INSIDE
    noted = {Attendance.ABSENT, Attendance.PRESENT_ONLINE}
    return Verdict.ATTENTION if standing.state in noted else Verdict.ADMITTED


def verdict_out(standing: Standing) -> Verdict:
    """Return what an exit means for somebody who stands so."""
    return Verdict.LEFT if standing.is_inside else Verdict.NOT_INSIDE


def check_gate_name(name: str) -> None:
    """Let a gate have a name that fits on a screen.

    :raises Invalid: it has none, or a longer one.
    """
    if not name:
        raise Invalid(N_("Xin đặt tên cho cửa, ví dụ “Cửa A”."), code="no_name")
    if len(name) > LONGEST_NAME:
        raise Invalid(
            N_("Tên dài quá {limit} chữ. Xin viết ngắn lại."),
            code="long_name",
            limit=LONGEST_NAME,
        )


def check_mark(state: Attendance, reason: str) -> None:
    """Let an absence be noted with its reason, and presence in person by a gate only.

    :raises Invalid: the reason lacks or is endless, or this state is no mark.
    """
    if state == Attendance.PRESENT_IN_PERSON:
        raise Invalid(N_("Có mặt trực tiếp được ghi tại một cửa."), code="needs_gate")
    if state == Attendance.ABSENT and not reason:
        raise Invalid(N_("Xin ghi lý do vắng mặt."), code="no_reason")
    if len(reason) > LONGEST_REASON:
        raise Invalid(
            N_("Lý do dài quá {limit} chữ. Xin viết ngắn lại."),
            code="long_reason",
            limit=LONGEST_REASON,
        )


def check_takes(state: MeetingState) -> None:
    """Let marks be made only in a meeting that people come to.

    :raises Conflict: it is still a draft, or closed.
    """
    if state not in CHECKING_IN:
        raise Conflict(
            N_("Hội nghị chưa phát hành hoặc đã kết thúc nên không điểm danh được."),
            code="wrong_state",
        )

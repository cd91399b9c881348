"""Who was there, from the roll: two queries, however many people there are."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from kiosk.checkins.models import AttendanceRecord, RollCall, RollCallEntry
from kiosk.checkins.queries.attendance_groups import AttendanceGroup, group_condition
from kiosk.checkins.quorum import QUORUM_ROLES
from kiosk.checkins.rules import SUMMONED_ROLES, AttendanceState
from kiosk.meetings.models import Member
from kiosk.minutes.facts.event_structs import Attendee
from kiosk.minutes.facts.structs import (
    AttendanceRemark,
    GroupAttendance,
    QuorumCall,
    SiteCount,
)
from kiosk.sites.models import Site

_CAME = frozenset({AttendanceState.PRESENT_IN_PERSON, AttendanceState.PRESENT_ONLINE})


@dataclass
class _Group:
    """Counts and remarks of one group, while they are gathered."""

    summoned: int = 0
    came: int = 0
    online: int = 0
    remarks: dict[str, list[AttendanceRemark]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def frozen(self) -> GroupAttendance:
        kinds = ("excused", "missing", "late", "left")
        named = {kind: tuple(self.remarks[kind]) for kind in kinds}
        return GroupAttendance(self.summoned, self.came, self.online, **named)


@dataclass(frozen=True)
class AttendanceFacts:
    """Attendance of both groups and of each site, and the roll at the opening."""

    official: GroupAttendance
    invited: GroupAttendance
    sites: tuple[SiteCount, ...]
    quorum: QuorumCall | None


def attendance_facts(session: Session, meeting_id: int) -> AttendanceFacts:
    """Return the attendance of a meeting as it is on the roll now."""
    called = session.get(RollCall, meeting_id)
    official, invited = _Group(), _Group()
    sites = _count(session, meeting_id, official, invited)
    _add_remarks(session, meeting_id, called, official, invited)
    return AttendanceFacts(
        official.frozen(),
        invited.frozen(),
        sites,
        QuorumCall(called.at, called.present, called.of, called.needed)
        if called
        else None,
    )


def _count(
    session: Session, meeting_id: int, official: _Group, invited: _Group
) -> tuple[SiteCount, ...]:
    rows = session.execute(
        select(
            Member.role,
            Site.ordinal,
            Site.id,
            Site.name,
            AttendanceRecord.state,
            func.count(),
        )
        .select_from(Member)
        .outerjoin(AttendanceRecord, AttendanceRecord.member_id == Member.id)
        .outerjoin(Site, Site.id == Member.site_id)
        .where(Member.meeting_id == meeting_id, Member.role.in_(SUMMONED_ROLES))
        .group_by(Member.role, Site.ordinal, Site.id, Site.name, AttendanceRecord.state)
    )
    # Key: order in the meeting, those without a site last.
    sites: dict[tuple[bool, int, int, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for role, ordinal, site_id, name, state, people in rows:
        group = official if role in QUORUM_ROLES else invited
        has_come = state in _CAME
        group.summoned += people
        group.came += people * has_come
        group.online += people * (state == AttendanceState.PRESENT_ONLINE)
        counts = sites[site_id is None, ordinal or 0, site_id or 0, name or ""]
        counts[0] += people
        counts[1] += people * has_come
        counts[2] += people * (state == AttendanceState.ABSENT)
    return tuple(SiteCount(key[-1], *sites[key]) for key in sorted(sites))


def _add_remarks(
    session: Session,
    meeting_id: int,
    called: RollCall | None,
    official: _Group,
    invited: _Group,
) -> None:
    """Add those who were absent, came late or left early, by name."""
    began = called.at if called else None
    is_late = group_condition(AttendanceGroup.LATE, began)
    has_left = group_condition(AttendanceGroup.LEFT, began)
    is_missing = group_condition(AttendanceGroup.MISSING, began)
    is_excused = AttendanceRecord.state == AttendanceState.ABSENT
    rows = session.execute(
        select(
            *(Member.full_name, Member.position, Member.unit, Member.role),
            Site.name.label("site"),
            *(AttendanceRecord.state, AttendanceRecord.reason),
            *(AttendanceRecord.came_at, AttendanceRecord.last_at),
            is_late.label("is_late"),
            has_left.label("has_left"),
        )
        .select_from(Member)
        .outerjoin(AttendanceRecord, AttendanceRecord.member_id == Member.id)
        .outerjoin(RollCallEntry, RollCallEntry.member_id == Member.id)
        .outerjoin(Site, Site.id == Member.site_id)
        .where(
            Member.meeting_id == meeting_id,
            Member.role.in_(SUMMONED_ROLES),
            or_(is_missing, is_excused, is_late, has_left),
        )
        .order_by(Site.id.is_(None), Site.ordinal, Site.id, Member.sort_key, Member.id)
    )
    for row in rows:
        group = official if row.role in QUORUM_ROLES else invited
        for kind, remark in _remarks(row):
            group.remarks[kind].append(remark)


def _remarks(row: Any) -> list[tuple[str, AttendanceRemark]]:
    person = Attendee(row.full_name, row.position, row.unit, row.site or "")
    if row.state == AttendanceState.ABSENT:
        return [("excused", AttendanceRemark(person, row.reason))]
    if row.state in {None, AttendanceState.UNCONFIRMED}:
        return [("missing", AttendanceRemark(person))]
    found: list[tuple[str, AttendanceRemark]] = []
    for kind, applies, moment in (
        ("late", row.is_late, row.came_at),
        ("left", row.has_left, row.last_at),
    ):
        if applies:
            found.append((kind, AttendanceRemark(person, at=moment)))
    return found

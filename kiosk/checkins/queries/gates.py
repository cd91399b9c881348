"""Data that a gate's device keeps to work offline, and changes in it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from kiosk.badges.models import Badge
from kiosk.checkins.models import AttendanceRecord, CheckInConflict, Gate
from kiosk.checkins.queries.counts import count_inside
from kiosk.checkins.queries.scope import permitted_site, site_condition
from kiosk.checkins.rules import SUMMONED_ROLES
from kiosk.identity import Actor
from kiosk.meetings.models import Member
from kiosk.sites.models import Site

# Rows per answer, which bounds the time in the event loop.
ROWS_PER_ANSWER = 800
# Badges of this time before are sent again: commits may be later than their clock.
BADGE_OVERLAP = dt.timedelta(seconds=10)


def permitted_gates(session: Session, actor: Actor) -> list[Gate]:
    """Return the gates that the actor may use, by name."""
    own = permitted_site(session, actor)
    wanted = select(Gate).where(Gate.meeting_id == actor.meeting_id)
    if own is not None:
        wanted = wanted.where(Gate.site_id == own)
    return list(session.scalars(wanted.order_by(Gate.name, Gate.id)))


def is_permitted_gate(session: Session, actor: Actor, gate_id: int) -> bool:
    """Return whether the actor may use the gate."""
    own, gate = permitted_site(session, actor), session.get(Gate, gate_id)
    return (
        gate is not None
        and gate.meeting_id == actor.meeting_id
        and own in {None, gate.site_id}
    )


def permitted_sites(session: Session, actor: Actor) -> list[tuple[int, str]]:
    """Return the sites (id and name) where the actor may create gates."""
    own = permitted_site(session, actor)
    wanted = select(Site.id, Site.name).where(Site.meeting_id == actor.meeting_id)
    if own is not None:
        wanted = wanted.where(Site.id == own)
    rows = session.execute(wanted.order_by(Site.ordinal, Site.id))
    return [(site_id, name) for site_id, name in rows]


@dataclass(frozen=True)
class RollPage:
    """Some members of the roll and the hashes of their badges."""

    # id, name, role, seat, site, unit
    members: list[tuple[int, str, str, str, int | None, str]]
    # badge hash, member, whether it is revoked
    badges: list[tuple[str, int, bool]]
    more: bool


def roll_page(session: Session, actor: Actor, after: int) -> RollPage:
    """Return the next members of the roll, by id."""
    rows = session.execute(
        select(
            Member.id,
            Member.full_name,
            Member.role,
            Member.seat,
            Member.site_id,
            Member.unit,
        )
        .where(
            Member.meeting_id == actor.meeting_id,
            Member.role.in_(SUMMONED_ROLES),
            Member.id > after,
            site_condition(permitted_site(session, actor)),
        )
        .order_by(Member.id)
        .limit(ROWS_PER_ANSWER)
    ).all()
    members = [(*row,) for row in rows]
    badges: list[tuple[str, int, bool]] = []
    if members:
        badges = _badges(session, actor, Member.id > after, Member.id <= members[-1][0])
    return RollPage(members, badges, len(members) == ROWS_PER_ANSWER)


def _badges(
    session: Session, actor: Actor, *conditions: Any
) -> list[tuple[str, int, bool]]:
    rows = session.execute(
        select(Badge.roll_hash, Badge.member_id, Badge.revoked_at)
        .join(Member, Badge.member_id == Member.id)
        .where(
            Member.meeting_id == actor.meeting_id,
            Badge.roll_hash != "",
            site_condition(permitted_site(session, actor)),
            *conditions,
        )
    )
    return [(name, member, revoked is not None) for name, member, revoked in rows]


@dataclass(frozen=True)
class AttendanceChanges:
    """Changes since the last request of a device."""

    number: int
    lines: list[AttendanceRecord]
    more: bool
    badges: list[tuple[str, int, bool]]
    # Count and newest id of the people: if they differ, the device reloads the roll.
    people: tuple[int, int]
    inside: int
    conflicts: int

    def rows(self) -> list[list[object]]:
        """Return the records as JSON rows: member, state, moment, gate, reason."""
        return [
            [
                line.member_id,
                line.state,
                line.is_inside,
                round(line.last_at.timestamp() * 1000) if line.last_at else 0,
                line.gate_id,
                line.reason,
            ]
            for line in self.lines
        ]


def attendance_changes(
    session: Session, actor: Actor, number: int, badges_since: dt.datetime
) -> AttendanceChanges:
    """Return records newer than `number`, and badges changed since a moment."""
    own = permitted_site(session, actor)
    lines = list(
        session.scalars(
            select(AttendanceRecord)
            .join(Member, AttendanceRecord.member_id == Member.id)
            .where(
                AttendanceRecord.meeting_id == actor.meeting_id,
                AttendanceRecord.number > number,
                site_condition(own),
            )
            .order_by(AttendanceRecord.number)
            .limit(ROWS_PER_ANSWER)
        )
    )
    since = badges_since - BADGE_OVERLAP
    changed = or_(Badge.issued_at >= since, Badge.revoked_at >= since)
    people = session.execute(
        select(func.count(), func.max(Member.id)).where(
            Member.meeting_id == actor.meeting_id,
            Member.role.in_(SUMMONED_ROLES),
            site_condition(own),
        )
    ).one()
    conflicts = session.execute(
        select(func.count()).where(
            CheckInConflict.meeting_id == actor.meeting_id,
            CheckInConflict.resolved_at.is_(None),
        )
    ).scalar_one()
    return AttendanceChanges(
        number=lines[-1].number if lines else number,
        lines=lines,
        more=len(lines) == ROWS_PER_ANSWER,
        badges=_badges(session, actor, changed),
        people=(people[0], people[1] or 0),
        inside=count_inside(session, actor.meeting_id, own),
        conflicts=conflicts,
    )

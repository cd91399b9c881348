"""Members who are missing, came late or left early; throughput of the gates."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, not_, or_, select
from sqlalchemy.orm import Session

from kiosk.checkins.models import (
    AttendanceRecord,
    CheckIn,
    Gate,
    RollCall,
    RollCallEntry,
)
from kiosk.checkins.queries.scope import permitted_site, site_condition
from kiosk.checkins.rules import SUMMONED_ROLES, AttendanceState, GateDirection
from kiosk.checkins.throughput import (
    THROUGHPUT_WINDOW,
    GateThroughput,
    gate_throughputs,
)
from kiosk.identity import Actor
from kiosk.meetings.models import Member
from kiosk.sites.models import Site

MAX_UNITS = 400
MAX_GROUP_MEMBERS = 300


class AttendanceGroup(StrEnum):
    """A group of members by attendance."""

    # Not confirmed, and not excused.
    MISSING = "missing"
    # Came after the roll was called.
    LATE = "late"
    # Was there and has gone since.
    LEFT = "left"


def group_condition(
    group: AttendanceGroup, opened_at: dt.datetime | None
) -> ColumnElement[bool]:
    """Return the SQL condition of being in the group."""
    is_missing = or_(
        AttendanceRecord.state.is_(None),
        AttendanceRecord.state == AttendanceState.UNCONFIRMED,
    )
    if group == AttendanceGroup.MISSING:
        return is_missing
    began = opened_at or dt.datetime.max.replace(tzinfo=dt.UTC)
    if group == AttendanceGroup.LATE:
        was_there = RollCallEntry.is_present.is_(True)
        return and_(
            AttendanceRecord.came_at > began,
            not_(func.coalesce(was_there, False)),
        )
    return and_(
        AttendanceRecord.state == AttendanceState.PRESENT_IN_PERSON,
        not_(AttendanceRecord.is_inside),
        AttendanceRecord.last_at > began,
    )


def _group_statement(
    statement: Select[*tuple[Any, ...]],
    session: Session,
    actor: Actor,
    group: AttendanceGroup,
) -> Select[*tuple[Any, ...]]:
    opened = session.get(RollCall, actor.meeting_id)
    return (
        statement.select_from(Member)
        .outerjoin(AttendanceRecord, AttendanceRecord.member_id == Member.id)
        .outerjoin(RollCallEntry, RollCallEntry.member_id == Member.id)
        .outerjoin(Site, Member.site_id == Site.id)
        .where(
            Member.meeting_id == actor.meeting_id,
            Member.role.in_(SUMMONED_ROLES),
            site_condition(permitted_site(session, actor)),
            group_condition(group, opened.at if opened else None),
        )
    )


@dataclass(frozen=True)
class UnitCount:
    """Number of members of a unit in a group."""

    unit: str
    people: int


def count_by_unit(
    session: Session, actor: Actor, group: AttendanceGroup
) -> list[UnitCount]:
    """Return the units with members in the group, largest first."""
    people = func.count(Member.id)
    wanted = (
        _group_statement(select(Member.unit, people), session, actor, group)
        .group_by(Member.unit)
        .order_by(people.desc(), Member.unit)
        .limit(MAX_UNITS)
    )
    return [UnitCount(row[0], row[1]) for row in session.execute(wanted)]


@dataclass(frozen=True)
class GroupMember:
    """A member in a group."""

    name: str
    position: str
    seat: str
    site: str
    came_at: dt.datetime | None
    last_at: dt.datetime | None


def group_members(
    session: Session, actor: Actor, group: AttendanceGroup, unit: str
) -> list[GroupMember]:
    """Return the members of a unit in the group, by name."""
    columns = select(
        Member.full_name,
        Member.position,
        Member.seat,
        func.coalesce(Site.name, ""),
        AttendanceRecord.came_at,
        AttendanceRecord.last_at,
    )
    wanted = (
        _group_statement(columns, session, actor, group)
        .where(Member.unit == unit)
        .order_by(Member.sort_key, Member.id)
        .limit(MAX_GROUP_MEMBERS)
    )
    return [GroupMember(*row) for row in session.execute(wanted)]


def count_group(session: Session, actor: Actor, group: AttendanceGroup) -> int:
    """Return the size of the group."""
    wanted = _group_statement(select(func.count(Member.id)), session, actor, group)
    found = session.execute(wanted).one()
    return int(found[0])


def throughput_by_gate(
    session: Session, actor: Actor, now: dt.datetime
) -> list[tuple[str, GateThroughput]]:
    """Return name and throughput of each gate with recent entries."""
    own = permitted_site(session, actor)
    rows = session.execute(
        select(CheckIn.gate_id, CheckIn.at).where(
            CheckIn.meeting_id == actor.meeting_id,
            CheckIn.at >= now - THROUGHPUT_WINDOW,
            CheckIn.direction == GateDirection.IN,
            CheckIn.undone_at.is_(None),
        )
    )
    gates = select(Gate.id, Gate.name).where(Gate.meeting_id == actor.meeting_id)
    if own is not None:
        gates = gates.where(Gate.site_id == own)
    names = dict(session.execute(gates).all())
    paces = gate_throughputs([(gate_id, at) for gate_id, at in rows], now)
    known = [(names[pace.gate_id], pace) for pace in paces if pace.gate_id in names]
    return sorted(known, key=lambda one: one[0])

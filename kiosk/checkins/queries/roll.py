"""Who is missing, who came late or left early, by unit and name; the gates' pace."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, not_, or_, select
from sqlalchemy.orm import Session

from kiosk.checkins.models import (
    AttendanceLine,
    CheckIn,
    Gate,
    RollCall,
    RollCallLine,
)
from kiosk.checkins.pace import WINDOW, GatePace, pace_of
from kiosk.checkins.queries.scope import scope_of, within
from kiosk.checkins.rules import SUMMONED, Attendance, Direction
from kiosk.identity import Actor
from kiosk.meetings.models import Member
from kiosk.sites.models import Site

MOST_UNITS = 400
MOST_NAMES = 300


class Group(StrEnum):
    """People somebody looks for."""

    # Not confirmed, and not excused.
    MISSING = "missing"
    # Came after the roll was called.
    LATE = "late"
    # Was there and has gone since.
    LEFT = "left"


def is_in(group: Group, opened_at: dt.datetime | None) -> ColumnElement[bool]:
    """Return the condition on members, lines and roll call of being in the group."""
    is_missing = or_(
        AttendanceLine.state.is_(None), AttendanceLine.state == Attendance.UNCONFIRMED
    )
    if group == Group.MISSING:
        return is_missing
    began = opened_at or dt.datetime.max.replace(tzinfo=dt.UTC)
    if group == Group.LATE:
        was_there = RollCallLine.is_present.is_(True)
        return and_(
            AttendanceLine.came_at > began,
            not_(func.coalesce(was_there, False)),
        )
    return and_(
        AttendanceLine.state == Attendance.PRESENT_IN_PERSON,
        not_(AttendanceLine.is_inside),
        AttendanceLine.last_at > began,
    )


def _people(
    statement: Select[*tuple[Any, ...]], session: Session, actor: Actor, group: Group
) -> Select[*tuple[Any, ...]]:
    opened = session.get(RollCall, actor.meeting_id)
    return (
        statement.select_from(Member)
        .outerjoin(AttendanceLine, AttendanceLine.member_id == Member.id)
        .outerjoin(RollCallLine, RollCallLine.member_id == Member.id)
        .outerjoin(Site, Member.site_id == Site.id)
        .where(
            Member.meeting_id == actor.meeting_id,
            Member.role.in_(SUMMONED),
            within(scope_of(session, actor)),
            is_in(group, opened.at if opened else None),
        )
    )


@dataclass(frozen=True)
class UnitCount:
    """How many of a unit are in a group."""

    unit: str
    people: int


def by_unit(session: Session, actor: Actor, group: Group) -> list[UnitCount]:
    """Return the units with people in the group, the most first."""
    people = func.count(Member.id)
    wanted = (
        _people(select(Member.unit, people), session, actor, group)
        .group_by(Member.unit)
        .order_by(people.desc(), Member.unit)
        .limit(MOST_UNITS)
    )
    return [UnitCount(row[0], row[1]) for row in session.execute(wanted)]


@dataclass(frozen=True)
class Named:
    """Somebody in a group."""

    name: str
    position: str
    seat: str
    site: str
    came_at: dt.datetime | None
    last_at: dt.datetime | None


def names_of(session: Session, actor: Actor, group: Group, unit: str) -> list[Named]:
    """Return those of a unit who are in the group, by name."""
    columns = select(
        Member.full_name,
        Member.position,
        Member.seat,
        func.coalesce(Site.name, ""),
        AttendanceLine.came_at,
        AttendanceLine.last_at,
    )
    wanted = (
        _people(columns, session, actor, group)
        .where(Member.unit == unit)
        .order_by(Member.sort_key, Member.id)
        .limit(MOST_NAMES)
    )
    return [Named(*row) for row in session.execute(wanted)]


def count_in(session: Session, actor: Actor, group: Group) -> int:
    """Return how many are in the group."""
    wanted = _people(select(func.count(Member.id)), session, actor, group)
    found = session.execute(wanted).one()
    return int(found[0])


def gate_paces(
    session: Session, actor: Actor, now: dt.datetime
) -> list[tuple[str, GatePace]]:
    """Return the pace of each gate that has let somebody in lately, by its name."""
    own = scope_of(session, actor)
    rows = session.execute(
        select(CheckIn.gate_id, CheckIn.at).where(
            CheckIn.meeting_id == actor.meeting_id,
            CheckIn.at >= now - WINDOW,
            CheckIn.direction == Direction.IN,
            CheckIn.undone_at.is_(None),
        )
    )
    gates = select(Gate.id, Gate.name).where(Gate.meeting_id == actor.meeting_id)
    if own is not None:
        gates = gates.where(Gate.site_id == own)
    names = dict(session.execute(gates).all())
    paces = pace_of([(gate_id, at) for gate_id, at in rows], now)
    known = [(names[pace.gate_id], pace) for pace in paces if pace.gate_id in names]
    return sorted(known, key=lambda one: one[0])

"""Query who has spoken, how often and for how long; by person and by unit."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import ColumnElement, Subquery, case, func, select
from sqlalchemy.orm import Session

from kiosk.meetings.models import Member
from kiosk.roles import PERMISSIONS, Permission
from kiosk.sites.models import Site
from kiosk.speaking.models import SpeakingBudget, Speech
from kiosk.vietnamese import collation_key

# A list of everybody is long: more are in the export.
PEOPLE_SHOWN = 500


class ShownPeople(StrEnum):
    """Of whom the statistics are asked for."""

    ALL = "all"
    SPOKEN = "spoken"
    SILENT = "silent"


class Spoken(NamedTuple):
    """How often somebody has spoken, and for how many seconds."""

    times: int = 0
    seconds: int = 0


class PersonSpoken(NamedTuple):
    """A member who may speak, and what they have spoken."""

    member_id: int
    name: str
    position: str
    unit: str
    site: str
    times: int
    seconds: int


class UnitSpoken(NamedTuple):
    """A unit: its people who may speak, those who have, and its budget."""

    unit: str
    people: int
    spoken: int
    times: int
    seconds: int
    # 0: no limit.
    budget_seconds: int


def _by_member(meeting_id: int) -> Subquery:
    """Return the sums of the speeches that have ended, by member."""
    return (
        select(
            Speech.member_id,
            func.count().label("times"),
            func.sum(Speech.elapsed_ms).label("elapsed_ms"),
        )
        .where(Speech.meeting_id == meeting_id, Speech.ended_at.is_not(None))
        .group_by(Speech.member_id)
        .subquery()
    )


def _may_speak(meeting_id: int) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions on members who may speak."""
    roles = PERMISSIONS[Permission.ASK_FLOOR]
    return Member.meeting_id == meeting_id, Member.role.in_(roles)


def spoken_by(
    session: Session, meeting_id: int, members: Iterable[int]
) -> dict[int, Spoken]:
    """Return what these members have spoken, by id; who has not is missing."""
    sums = _by_member(meeting_id)
    wanted = select(sums).where(sums.c.member_id.in_(list(members)))
    return {
        member_id: Spoken(times, round(elapsed / 1000))
        for member_id, times, elapsed in session.execute(wanted)
    }


def spoken_by_person(
    session: Session,
    meeting_id: int,
    shown: ShownPeople = ShownPeople.ALL,
    limit: int | None = None,
) -> list[PersonSpoken]:
    """Return members who may speak, who spoke longest first, then by name."""
    sums = _by_member(meeting_id)
    fields = (Member.id, Member.full_name, Member.position, Member.unit, Site.name)
    wanted = (
        select(*fields, sums.c.times, sums.c.elapsed_ms)
        .select_from(Member)
        .outerjoin(Site, Site.id == Member.site_id)
        .outerjoin(sums, sums.c.member_id == Member.id)
        .where(*_may_speak(meeting_id))
    )
    if shown == ShownPeople.SPOKEN:
        wanted = wanted.where(sums.c.times.is_not(None))
    elif shown == ShownPeople.SILENT:
        wanted = wanted.where(sums.c.times.is_(None))
    elapsed = func.coalesce(sums.c.elapsed_ms, -1)
    rows = session.execute(
        wanted.order_by(elapsed.desc(), Member.sort_key, Member.id).limit(limit)
    )
    return [
        PersonSpoken(
            *(member_id, name, position, unit, site or ""),
            times=times or 0,
            seconds=round((elapsed_ms or 0) / 1000),
        )
        for member_id, name, position, unit, site, times, elapsed_ms in rows
    ]


def spoken_by_unit(session: Session, meeting_id: int) -> list[UnitSpoken]:
    """Return the sums of the units whose members may speak, by name."""
    budgets, sums = budgets_of(session, meeting_id), _by_member(meeting_id)
    has_spoken = case((sums.c.times.is_not(None), 1), else_=0)
    rows = session.execute(
        select(
            Member.unit,
            func.count(),
            func.sum(has_spoken),
            func.sum(func.coalesce(sums.c.times, 0)),
            func.sum(func.coalesce(sums.c.elapsed_ms, 0)),
        )
        .select_from(Member)
        .outerjoin(sums, sums.c.member_id == Member.id)
        .where(*_may_speak(meeting_id))
        .group_by(Member.unit)
    )
    units = [
        UnitSpoken(
            unit,
            people,
            int(spoken),
            int(times),
            round(elapsed / 1000),
            budgets.get(unit, 0),
        )
        for unit, people, spoken, times, elapsed in rows
    ]
    return sorted(units, key=lambda one: collation_key(one.unit))


def budgets_of(session: Session, meeting_id: int) -> dict[str, int]:
    """Return the speaking time of units in seconds; units without are missing."""
    budgets = session.scalars(
        select(SpeakingBudget).where(SpeakingBudget.meeting_id == meeting_id)
    )
    return {budget.unit: budget.seconds for budget in budgets}


def used_by_unit(session: Session, meeting_id: int) -> dict[str, int]:
    """Return the seconds spoken by unit, as the log of speeches names them."""
    rows = session.execute(
        select(Speech.unit, func.sum(Speech.elapsed_ms))
        .where(Speech.meeting_id == meeting_id, Speech.ended_at.is_not(None))
        .group_by(Speech.unit)
    )
    return {unit: round(elapsed / 1000) for unit, elapsed in rows}


def speeches_of(session: Session, meeting_id: int) -> list[Speech]:
    """Return the speeches that have ended, in their order."""
    return list(
        session.scalars(
            select(Speech)
            .where(Speech.meeting_id == meeting_id, Speech.ended_at.is_not(None))
            .order_by(Speech.started_at, Speech.id)
        )
    )

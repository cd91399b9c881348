"""Find a person's rows in all meetings; count and read what is held about them."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Table, func, or_, select
from sqlalchemy.orm import Session

from kiosk.identity import member_label
from kiosk.meetings.models import Meeting, Member
from kiosk.meetings.rules import STATE_LABELS, MeetingState
from kiosk.personal_data.meeting_rows import rows_of_meetings, table_of
from kiosk.personal_data.rules import (
    DISPOSAL_LABELS,
    MOST_FOUND,
    SHORTEST_NAME,
    Disposal,
    TableRule,
    check_members_found,
)
from kiosk.personal_data.tables import TABLE_RULES
from kiosk.roles import Role
from kiosk.vietnamese import fold


@dataclass(frozen=True)
class FoundMember:
    """A person's row in one meeting."""

    id: int
    full_name: str
    position: str
    unit: str
    has_account: bool
    meeting_id: int
    meeting: str
    starts_at: dt.datetime
    state: MeetingState

    @property
    def is_closed(self) -> bool:
        """Return whether the meeting is over, so that the row can be erased."""
        return self.state is MeetingState.CLOSED

    @property
    def state_label(self) -> str:
        """Return the state's label, untranslated."""
        return STATE_LABELS[self.state]


@dataclass(frozen=True)
class HeldRows:
    """How many rows of one table concern the person, and what becomes of them."""

    label: str
    count: int
    disposal: Disposal
    reason: str

    @property
    def disposal_label(self) -> str:
        """Return what becomes of them, untranslated."""
        return DISPOSAL_LABELS[self.disposal]


_FOUND = select(
    Member.id,
    Member.full_name,
    Member.position,
    Member.unit,
    Member.account_id,
    Meeting.id.label("meeting_id"),
    Meeting.title,
    Meeting.starts_at,
    Meeting.state,
).join(Meeting, Member.meeting_id == Meeting.id)


def find_people(
    session: Session, words: str, unit: str = ""
) -> tuple[list[FoundMember], bool]:
    """Return rows whose name and unit contain the words; and whether there are more.

    Diacritics do not count. The rows of one name and unit follow each other.
    """
    plain, plain_unit = fold(words.strip()), fold(unit.strip())
    if len(plain) < SHORTEST_NAME:
        return [], False
    wanted = (
        _FOUND.where(
            Member.folded_name.contains(plain, autoescape=True),
            Member.role != Role.WALL,
        )
        .order_by(Member.sort_key, Member.unit, Meeting.starts_at.desc(), Member.id)
        .execution_options(yield_per=500)
    )
    found: list[FoundMember] = []
    for row in session.execute(wanted):
        if plain_unit not in fold(row.unit):
            continue
        if len(found) == MOST_FOUND:
            return found, True
        found.append(_found(row))
    return found, False


def get_people(session: Session, member_ids: Collection[int]) -> list[FoundMember]:
    """Return the chosen rows, the newest meeting first.

    :raises NotFound: one does not exist, or is a screen.
    """
    wanted = _FOUND.where(Member.id.in_(set(member_ids)), Member.role != Role.WALL)
    newest_first = wanted.order_by(Meeting.starts_at.desc(), Member.id)
    found = [_found(row) for row in session.execute(newest_first)]
    check_members_found(len(found), len(set(member_ids)))
    return found


def _found(row: Any) -> FoundMember:
    return FoundMember(
        id=row.id,
        full_name=row.full_name,
        position=row.position,
        unit=row.unit,
        has_account=row.account_id is not None,
        meeting_id=row.meeting_id,
        meeting=row.title,
        starts_at=row.starts_at,
        state=MeetingState(row.state),
    )


def held_rows(session: Session, people: list[FoundMember]) -> list[HeldRows]:
    """Return what is held about the person, table by table, without empty ones."""
    held = []
    for name, rule in TABLE_RULES.items():
        if not rule.is_personal:
            continue
        count = session.scalar(
            select(func.count())
            .select_from(table_of(name))
            .where(rows_of_person(name, people))
        )
        if count:
            held.append(HeldRows(rule.label, count, rule.disposal, rule.reason))
    return held


def rows_of_person(name: str, people: list[FoundMember]) -> ColumnElement[bool]:
    """Return the condition that a row of the table concerns the person."""
    table, rule = table_of(name), TABLE_RULES[name]
    ids = [person.id for person in people]
    parts: list[ColumnElement[bool]] = [
        table.c[column].in_(ids) for column in rule.members
    ]
    for column in rule.member_labels:
        parts += [_labelled(table, column, number) for number in ids]
    condition = or_(*parts)
    if rule.member_labels and "meeting_id" in table.c:
        # No index holds the label: only these meetings are read.
        meetings = {person.meeting_id for person in people}
        return rows_of_meetings(name, meetings) & condition
    return condition


def _labelled(table: Table, column: str, number: int) -> ColumnElement[bool]:
    label = member_label(number)
    if column == "username":
        return table.c[column] == label
    # `member:12 sign-in:7`, see `kiosk.identity.Actor.label`.
    return table.c[column].startswith(f"{label} ", autoescape=True)


def exported_rows(
    session: Session, name: str, rule: TableRule, people: list[FoundMember]
) -> Iterator[dict[str, Any]]:
    """Yield the person's rows of a table, without secrets and names of others."""
    table = table_of(name)
    hidden = {*rule.secrets, *rule.actors, "hash"}
    columns = [column for column in table.c if column.name not in hidden]
    wanted = select(*columns).where(rows_of_person(name, people))
    for row in session.execute(wanted.order_by(*table.primary_key.columns)):
        yield dict(row._mapping)  # noqa: SLF001 the public name of SQLAlchemy

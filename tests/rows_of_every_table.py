"""Add a row of every table to a meeting, about one person, for tests of erasures.

A table that is added later gets its row by itself: values are made up by type, and
foreign keys refer to the rows made before.
"""

import datetime as dt
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    Integer,
    LargeBinary,
    Table,
    insert,
    select,
)

import kiosk.models  # noqa: F401 for the metadata
from kiosk import clock
from kiosk.meetings.models import Meeting
from kiosk.personal_data.rules import Replacement
from kiosk.personal_data.tables import TABLE_RULES
from kiosk.storage.base import Base, UtcDateTime
from kiosk.storage.store import Store

# Written by the product only, and protected by triggers.
RECORD_TABLES = {
    *("journal", "journal_counters", "record_checkpoints", "record_checks"),
    *("record_removals", "access_log", "access_log_head", "access_log_checkpoints"),
}
# A name that stays: the roll of a vote.
KEPT_NAME = ("vote_voters", "name")
FREE_TEXT = "chuyện riêng của người này"


def fill_every_table(
    store: Store, meeting: int, member: int, name: str, without: tuple[str, ...] = ()
) -> None:
    """Add a row to every table, about `member`, whose name also says who acted."""
    known: dict[str, Any] = {"meetings": meeting, "members": member}
    with store.unit_of_work("test") as work:
        work.session.get_one(Meeting, meeting).changed_by = name
        for table in Base.metadata.sorted_tables:
            if table.name in {*known, *RECORD_TABLES, *without}:
                continue
            row = _row(table, known, member, name)
            work.session.execute(insert(table).values(row))
            key = [*table.primary_key.columns]
            if len(key) == 1:
                last = select(key[0]).order_by(key[0].desc()).limit(1)
                found = row.get(key[0].name) or work.session.scalar(last)
                known[table.name] = found


def _row(table: Table, known: dict[str, Any], member: int, name: str) -> dict[str, Any]:
    rule = TABLE_RULES[table.name]
    row = {}
    for column in table.c:
        value = _value(column, known)
        if column.name in rule.members:
            value = member
        how = rule.replaced.get(column.name)
        is_kept = (table.name, column.name) == KEPT_NAME
        if is_kept or column.name in rule.actors or how is Replacement.PSEUDONYM:
            value = name
        elif how is Replacement.EMPTY:
            value = FREE_TEXT
        if value is not None:
            row[column.name] = value
    return row


def _value(column: Column[Any], known: dict[str, Any]) -> Any:
    for key in column.foreign_keys:
        parent = key.column.table.name
        if parent != column.table.name:
            return known.get(parent)
        return None
    if column.primary_key and len(column.table.primary_key.columns) == 1:
        if isinstance(column.type, Integer):
            return None
        return _made_up(column, known["meetings"])
    if column.default is not None or column.nullable:
        return None
    return _made_up(column, known["meetings"])


def _made_up(column: Column[Any], number: int) -> Any:
    now = clock.now()
    values = {Boolean: False, Integer: number, Float: 1.0, UtcDateTime: now}
    # No two meetings have the same.
    values[Date] = now.date() + dt.timedelta(number)
    for kind, value in values.items():
        if isinstance(column.type, kind):
            return value
    if isinstance(column.type, LargeBinary):
        return f"{number}".encode()
    if "sha256" in column.name:
        return f"{number:064x}"
    return f"{column.table.name}-{number}"


def tables_with(store: Store, words: str) -> set[str]:
    """Return the tables that hold these words in any column."""
    found = set()
    with store.read_session() as session:
        for table in Base.metadata.sorted_tables:
            for row in session.execute(select(table)):
                if any(isinstance(cell, str) and words in cell for cell in row):
                    found.add(table.name)
    return found

"""Select the rows of any table that belong to given meetings, by foreign keys."""

from collections.abc import Collection
from functools import cache

from sqlalchemy import Column, ColumnElement, Table, select

import kiosk.storage.idempotency
import kiosk.storage.journal  # noqa: F401 for the metadata
from kiosk.storage.base import Base
from kiosk.subjects import load

MEETINGS = "meetings"


def table_of(name: str) -> Table:
    """Return a mapped table, whichever models this process has imported so far."""
    load("models", "__name__")
    return Base.metadata.tables[name]


@cache
def parent_column(name: str) -> str | None:
    """Return the column by which rows belong to a meeting; None: they belong to none.

    It is the meeting's id, or refers to a row with which this one is deleted and which
    belongs to a meeting.
    """
    table = table_of(name)
    if name == MEETINGS:
        return "id"
    if "meeting_id" in table.c:
        return "meeting_id"
    return next(
        (
            column.name
            for column in sorted(table.c, key=lambda column: bool(column.nullable))
            if (parent := _parent(column)) and parent != name and parent_column(parent)
        ),
        None,
    )


def _parent(column: Column[object]) -> str | None:
    for key in column.foreign_keys:
        if key.ondelete == "CASCADE":
            return key.column.table.name
    return None


def rows_of_meetings(name: str, meeting_ids: Collection[int]) -> ColumnElement[bool]:
    """Return the condition that a row of the table belongs to one of the meetings.

    :raises ValueError: its rows belong to no meeting.
    """
    column_name = parent_column(name)
    if column_name is None:
        raise ValueError(f"{name} belongs to no meeting")
    column = table_of(name).c[column_name]
    if name == MEETINGS or column_name == "meeting_id":
        return column.in_(meeting_ids)
    above = table_of(_parent(column) or MEETINGS)
    within = rows_of_meetings(above.name, meeting_ids)
    return column.in_(select(above.c.id).where(within))

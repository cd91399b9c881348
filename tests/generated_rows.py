"""Fill every table of a database with rows, whatever its schema is.

The schema is read from the database, so that a table of any revision is filled. Row
`n` of a table refers to row `n` of the others; texts that mean something to the product
have values that the product of every revision has written.
"""

import datetime as dt
import hashlib
from typing import Any

import sqlalchemy as sa

from kiosk import clock
from kiosk.storage.database import Database

ROWS = 2
# The search index, and what Alembic itself keeps.
NOT_FILLED = ("search_", "alembic_")
# By column, or by table and column.
TEXTS: dict[str, str] = {
    "meetings.state": "open",
    "documents.state": "ready",
    "votes.state": "prepared",
    "floor_requests.state": "waiting",
    "service_calls.state": "made",
    "attendance_marks.state": "absent",
    "attendance_lines.state": "present_in_person",
    "roll_call_lines.state": "present_in_person",
    "agenda_items.kind": "report",
    "sites.kind": "",
    "annotations.kind": "text",
    "tablet_commands.kind": "reload",
    "votes.kind": "motion",
    "votes.form": "electronic",
    "timers.kind": "item",
    "service_calls.kind": "help",
    "speeches.kind": "discussion",
    "floor_requests.kind": "discussion",
    "check_in_conflicts.kind": "admitted_twice",
    "announcements.audience": "all",
    "announcements.role": "",
    "role": "official_delegate",
    "publication": "published",
    "visibility": "everyone",
    "recognition": "",
    "text_source": "",
    "fault": "",
    "outcome": "done",
    "direction": "in",
    "method": "qr",
    "verdict": "admitted",
    "resolution": "",
    "stage": "asking",
    "pin_mode": "none",
    "voter_rule": "official",
    "colour": "blue",
    "denominator": "summoned",
    "threshold": "half",
    "journal.audience": "chair secretary",
    "journal.body": '{"kind":"meeting_changed"}',
    "annotations.body": '{"at":[0.1,0.1],"text":"Hỏi lại số liệu"}',
    "annotations.anchor": "{}",
    "agenda_templates.items": "[]",
    "scene": '{"kind":"auto"}',
    "queued": '{"kind":"auto"}',
    "scopes": "pages",
    "timers.warn_seconds": "60",
    "timer_settings.warn_seconds": "60",
    "minutes": "{}",
    "refusal": "",
    "refusal_details": "{}",
    "outline": "[]",
    "links": "[]",
    "page_map": "[]",
    "attached": "[]",
    "office_remarks": "[]",
    "levels": "[]",
    "rule": "{}",
    "result": "",
    "choices": "[]",
    "counts": "{}",
    "reasons": "{}",
    "secrecy_stamp": "",
    "readings.pages": "1",
}

Rows = dict[str, list[dict[str, Any]]]


def content_of(row: int) -> bytes:
    """Return the content of the file that row `row` of every table refers to."""
    return f"a stored file, {row}".encode()


def fill(connection: sa.Connection, at: dt.datetime | None = None) -> None:
    """Insert `ROWS` rows into every empty table, numbered from 1.

    What migrations themselves have inserted stays alone.
    """
    schema = sa.MetaData()
    schema.reflect(connection)
    for table in schema.sorted_tables:
        if table.name.startswith(NOT_FILLED) or _has_rows(connection, table):
            continue
        moment = at or clock.now()
        rows = [_row(connection, table, row, moment) for row in range(1, ROWS + 1)]
        connection.execute(table.insert(), rows)


def _has_rows(connection: sa.Connection, table: sa.Table) -> bool:
    # Not built by SQLAlchemy: these tables are new to it in every revision.
    found = connection.exec_driver_sql(f'SELECT 1 FROM "{table.name}" LIMIT 1')
    return found.first() is not None


def _row(
    connection: sa.Connection, table: sa.Table, row: int, at: dt.datetime
) -> dict[str, Any]:
    return {
        column.name: _value(connection, column, row, at)
        for column in table.columns
        # The database numbers the rows itself, so that it goes on with the next number.
        if column.computed is None and column is not table.autoincrement_column
    }


def _value(
    connection: sa.Connection, column: sa.Column[Any], row: int, at: dt.datetime
) -> Any:
    if column.foreign_keys:
        return _reference(connection, column, row)
    kind = column.type
    if isinstance(kind, sa.DateTime | sa.Date):
        # What may be empty has not happened: nothing is ended, revoked or recalled.
        moment = at if isinstance(kind, sa.DateTime) else at.date()
        if column.primary_key:
            moment += dt.timedelta(row)
        return None if column.nullable else moment
    if isinstance(kind, sa.Boolean):
        return False
    if isinstance(kind, sa.Integer | sa.Float):
        return row
    if isinstance(kind, sa.LargeBinary):
        return f"{column.name} {row}".encode()
    return _text(column, row)


def _reference(connection: sa.Connection, column: sa.Column[Any], row: int) -> Any:
    (key,) = column.foreign_keys
    if key.column.table is column.table:
        return row - 1 or None
    target = key.column
    rows = (
        connection.exec_driver_sql(
            f'SELECT "{target.name}" FROM "{target.table.name}" ORDER BY 1'
        )
        .scalars()
        .all()
    )
    return rows[min(row, len(rows)) - 1]


def _text(column: sa.Column[Any], row: int) -> str:
    name = column.name
    for key in (f"{column.table.name}.{name}", name):
        if key in TEXTS:
            return TEXTS[key]
    if name.endswith("sha256"):
        return hashlib.sha256(content_of(row)).hexdigest()
    return f"{name} {row}"


def rows_of(database: Database) -> Rows:
    """Return every row of every filled table, as the database stores it."""
    with database.engine.connect() as connection:
        return {
            table: [
                {name: _plain(value) for name, value in row.items()}
                for row in connection.exec_driver_sql(
                    f'SELECT * FROM "{table}"'
                ).mappings()
            ]
            for table in sa.inspect(connection).get_table_names()
            if not table.startswith(NOT_FILLED)
        }


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value

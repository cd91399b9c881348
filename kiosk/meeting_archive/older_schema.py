"""Bring the rows of an older archive to this server's schema.

They are put into an empty database of their own schema, which is then migrated like
any other.
"""

import base64
import datetime as dt
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
from alembic import command
from sqlalchemy import Connection, Date, DateTime, LargeBinary, MetaData, Table, select

from kiosk.meeting_archive.reading import ArchiveContent, inconsistent
from kiosk.meeting_archive.rows import write_row
from kiosk.meeting_archive.rules import ArchiveError
from kiosk.meeting_archive.tables import (
    archived_columns,
    archived_tables,
    blank_values,
    primary_order,
)
from kiosk.storage.database import Database
from kiosk.storage.migrate import alembic_config
from kiosk.storage.schema_revision import VERSIONS, newest_revision

ROWS_AT_ONCE = 500
# The first schema of which there are archives.
FIRST_REVISION = "0037"


def bring_up_to_date(content: ArchiveContent, names: list[str], folder: Path) -> None:
    """Replace the extracted rows by those of the newest schema, if they are older.

    :raises ArchiveError: they are newer, or the archive has not one file a table.
    """
    revision = content.revision()
    known = {path.name.partition("_")[0] for path in VERSIONS.glob("*.py")}
    if revision not in known or revision < FIRST_REVISION:
        raise ArchiveError(
            f"Hồ sơ theo lược đồ {revision}, máy chủ này chỉ biết tới"
            f" {newest_revision()}: hồ sơ do bản Kiosk mới hơn lập. Xin cập nhật Kiosk"
            " rồi nhập lại. Không có gì được nhập."
        )
    if revision != newest_revision():
        database = Database(f"sqlite:///{folder / 'older.db'}")
        try:
            _migrate_rows(database, revision, content, names)
        finally:
            database.close()
    elif set(names) != {table.name for table in archived_tables()}:
        raise inconsistent("các bảng")


def _migrate_rows(
    database: Database, revision: str, content: ArchiveContent, names: list[str]
) -> None:
    _migrate(database, revision)
    with database.writing_engine.connect() as connection:
        # Within the transaction: until its end, parents may come after their children.
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        older = MetaData()
        older.reflect(connection)
        for name in names:
            if name not in older.tables:
                raise inconsistent(f"bảng {name}")
            _fill(connection, older.tables[name], content.rows_file(name))
        connection.commit()
    _migrate(database, "head")
    with database.engine.connect() as connection:
        for table in archived_tables():
            with content.rows_file(table.name).open("wb") as file:
                file.writelines(_lines(connection, table))


def _migrate(database: Database, revision: str) -> None:
    config = alembic_config()
    with database.writing_engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.commit()


def _fill(connection: Connection, table: Table, path: Path) -> None:
    with path.open("rb") as lines:
        rows = (_read(table, line) for line in lines)
        while batch := list(islice(rows, ROWS_AT_ONCE)):
            connection.execute(table.insert(), batch)


def _read(table: Table, line: bytes) -> dict[str, Any]:
    try:
        row = msgspec.json.decode(line, type=dict[str, Any])
        if not row.keys() <= set(table.columns.keys()):
            raise inconsistent(f"bảng {table.name}")
        return {name: _value(table, name, value) for name, value in row.items()}
    except (ValueError, TypeError, msgspec.MsgspecError):
        raise inconsistent(f"bảng {table.name}") from None


def _value(table: Table, name: str, value: Any) -> Any:
    kind = table.columns[name].type
    if value is not None and isinstance(kind, DateTime):
        moment = dt.datetime.fromisoformat(value)
        return moment.astimezone(dt.UTC).replace(tzinfo=None)
    if value is not None and isinstance(kind, Date):
        return dt.date.fromisoformat(value)
    if value is not None and isinstance(kind, LargeBinary):
        return base64.b64decode(value, validate=True)
    return value


def _lines(connection: Connection, table: Table) -> Iterator[bytes]:
    blank = blank_values(table)
    wanted = select(*archived_columns(table)).order_by(*primary_order(table, "sqlite"))
    for row in connection.execute(wanted).mappings():
        yield write_row(dict(row), blank)

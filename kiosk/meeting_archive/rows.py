"""Rows of tables as lines of JSON, and back; pure.

Times are ISO 8601 in UTC with microseconds, bytes base64. Keys are sorted, so that
equal rows give equal lines.
"""

import base64
import binascii
import datetime as dt
from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import Boolean, Column, Date, Double, Integer, LargeBinary, Table
from sqlalchemy.types import TypeEngine

from kiosk.meeting_archive.tables import archived_columns, blank_values
from kiosk.storage.base import UtcDateTime
from kiosk.storage.chain import canonical_json

# SQLite's and PostgreSQL's largest whole number.
_LARGEST = 2**63 - 1


def write_value(value: Any) -> Any:
    """Return a value as JSON."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    return value


def write_row(row: Mapping[str, Any], blank: Mapping[str, Any]) -> bytes:
    """Return a row as a line; `blank` values replace its own."""
    values = {name: write_value(value) for name, value in row.items()}
    return f"{canonical_json({**values, **blank})}\n".encode()


def _read_moment(value: Any) -> dt.datetime:
    moment = dt.datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError("a moment needs a zone")
    return moment


def _read_integer(value: Any) -> int:
    if type(value) is not int or abs(value) > _LARGEST:
        raise ValueError("not a whole number")
    return value


def _read_exactly(kind: type) -> Any:
    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise ValueError(f"not {kind.__name__}")
        return value

    return read


def _read_float(value: Any) -> float:
    if type(value) not in {int, float}:
        raise ValueError("not a number")
    return float(value)


def _read_bytes(value: Any) -> bytes:
    return base64.b64decode(value, validate=True)


def _reader(kind: TypeEngine[Any]) -> Any:
    readers = (
        (UtcDateTime, _read_moment),
        (Date, dt.date.fromisoformat),
        (Boolean, _read_exactly(bool)),
        (Double, _read_float),
        (Integer, _read_integer),
        (LargeBinary, _read_bytes),
    )
    found = (read for known, read in readers if isinstance(kind, known))
    return next(found, _read_exactly(str))


def _read_value(column: Column[Any], value: Any) -> Any:
    if value is None:
        if column.nullable:
            return None
        raise ValueError(f"{column.name} is missing")
    return _reader(column.type)(value)


def read_row(table: Table, line: bytes) -> dict[str, Any]:
    """Return a row of the table.

    :raises ValueError: not a row of this table, or one with a value that an archive
        never holds.
    """
    try:
        values = msgspec.json.decode(line, type=dict[str, Any])
        columns = {column.name: column for column in archived_columns(table)}
        if values.keys() != columns.keys():
            raise ValueError("other columns")
        row = {name: _read_value(columns[name], values[name]) for name in columns}
    except (TypeError, msgspec.MsgspecError, binascii.Error) as error:
        raise ValueError(str(error)) from None
    blank = blank_values(table)
    if any(row[name] != value for name, value in blank.items()):
        raise ValueError("a value that is never archived")
    return row

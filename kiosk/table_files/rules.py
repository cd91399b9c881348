"""Recognise the heading and the columns of a list; pure."""

import datetime as dt
import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import TypeVar

import msgspec

from kiosk.errors import N_, Invalid
from kiosk.vietnamese import fold

MOST_LIST_ROWS = 3000
# Rows searched for the heading; titles may stand above it.
_MAX_HEADING_ROWS = 30
# A longer cell is a sentence, no heading.
_LONGEST_HEADING = 60
_SIGNS = re.compile(r"[\W_]+")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
# Apostrophe that exports put before what Excel would take for a formula.
_ESCAPED = ("'=", "'+", "'-", "'@")
Field = TypeVar("Field")


class ListRow(msgspec.Struct, frozen=True):
    """A row of a file; its number is the one Excel shows."""

    number: int
    cells: list[str]


def _plain(text: str) -> str:
    return " ".join(_SIGNS.sub(" ", fold(text)).split())


def field_of(heading: str, names: Mapping[Field, Sequence[str]]) -> Field | None:
    """Return the field whose names a heading is, or begins with."""
    plain = _plain(heading)
    if not plain or len(heading) > _LONGEST_HEADING:
        return None
    exact = (field for field, known in names.items() if plain in known)
    begun = (
        field
        for field, known in names.items()
        if plain.startswith(tuple(f"{name} " for name in known))
    )
    return next(exact, None) or next(begun, None)


def find_columns(
    rows: Sequence[ListRow], names: Mapping[Field, Sequence[str]], needed: Field
) -> tuple[int, dict[Field, int]]:
    """Return the index of the heading, and the column of each field.

    :raises Invalid: no row names the needed column.
    """
    best: tuple[int, dict[Field, int]] = (-1, {})
    for index, row in enumerate(rows[:_MAX_HEADING_ROWS]):
        found: dict[Field, int] = {}
        for place, cell in enumerate(row.cells):
            field = field_of(cell, names)
            if field is not None:
                found.setdefault(field, place)
        if needed in found and len(found) > len(best[1]):
            best = (index, found)
    if best[0] < 0:
        raise Invalid(
            N_("Không thấy dòng tiêu đề. Dòng đầu cần ghi tên các cột."),
            code="no_heading",
        )
    return best


def cell_of(row: ListRow, place: int | None) -> str:
    """Return the text of a cell on one line or more, "" for none."""
    if place is None or place >= len(row.cells):
        return ""
    text = row.cells[place].strip()
    return text[1:] if text.startswith(_ESCAPED) else text


def parse_list_day(text: str) -> dt.date | None:
    """Return the day that a cell names: 31/12/2026 or 2026-12-31.

    :raises ValueError: it names none.
    """
    if not text:
        return None
    if found := _DAY.fullmatch(text):
        day, month, year = map(int, found.groups())
        return dt.date(year, month, day)
    if found := _ISO_DAY.match(text):
        return dt.date(*map(int, found.groups()))
    raise ValueError(text)


def plan_signature(planned: Sequence[msgspec.Struct]) -> str:
    """Return what changes with a plan: only what was seen is applied."""
    return hashlib.sha256(msgspec.json.encode(list(planned))).hexdigest()


def check_rows(count: int) -> None:
    """Check that a list is not too long.

    :raises Invalid: it is.
    """
    if count > MOST_LIST_ROWS:
        raise Invalid(
            N_("Danh sách có hơn {limit} dòng. Xin chia thành nhiều tệp."),
            code="too_many_rows",
            limit=MOST_LIST_ROWS,
        )

"""Recognise the heading and the columns of an agenda's table; pure."""

import re
from collections.abc import Sequence

from kiosk.agenda_imports.rules import AgendaColumn
from kiosk.agenda_imports.times import parse_time
from kiosk.vietnamese import fold

# Rows searched for the heading; the title of the agenda may stand above it.
MAX_HEADING_ROWS = 30
# Words of headings, without marks. A longer heading may begin with them.
_HEADINGS: dict[AgendaColumn, tuple[str, ...]] = {
    AgendaColumn.MINUTES: ("so phut", "thoi luong", "phut", "duration", "minutes"),
    AgendaColumn.TIME: (
        *("thoi gian", "thoi diem", "khung gio", "gio", "time", "hour"),
    ),
    AgendaColumn.PRESENTER: (
        *("nguoi trinh bay", "nguoi thuc hien", "nguoi phu trach", "trinh bay"),
        *("thuc hien", "phu trach", "bo phan thuc hien", "don vi thuc hien"),
        *("bo phan phu trach", "don vi phu trach", "bao cao vien", "chu tri"),
        *("nguoi dieu hanh", "dieu hanh", "presenter", "speaker", "by whom"),
    ),
    AgendaColumn.CONTENT: (
        *("noi dung", "chuong trinh", "cong viec", "hoat dong", "content", "agenda"),
        *("item", "topic", "subject"),
    ),
}
_SIGNS = re.compile(r"[\W_]+")
# A heading is short; a sentence that begins so is content.
_LONGEST_HEADING = 60


def column_of_heading(heading: str) -> AgendaColumn | None:
    """Return what a column with this heading holds, with or without marks."""
    if len(heading) > _LONGEST_HEADING:
        return None
    plain = " ".join(_SIGNS.sub(" ", fold(heading)).split())
    for column, names in _HEADINGS.items():
        if plain in names or plain.startswith(tuple(f"{name} " for name in names)):
            return column
    return None


def match_columns(cells: Sequence[str]) -> dict[int, AgendaColumn]:
    """Return the columns that a row names; each once, the first of two."""
    found: dict[int, AgendaColumn] = {}
    for place, cell in enumerate(cells):
        column = column_of_heading(cell)
        if column is not None and column not in found.values():
            found[place] = column
    return found


def find_heading(rows: Sequence[Sequence[str]]) -> tuple[int, dict[int, AgendaColumn]]:
    """Return the index of the heading and its columns; -1 and none if there is none.

    A heading names the content and at least one other column.
    """
    best: tuple[int, dict[int, AgendaColumn]] = (-1, {})
    for index, row in enumerate(rows[:MAX_HEADING_ROWS]):
        columns = match_columns(row)
        if AgendaColumn.CONTENT in columns.values() and len(columns) > max(
            1, len(best[1])
        ):
            best = (index, columns)
    return best


def guess_columns(rows: Sequence[Sequence[str]]) -> dict[int, AgendaColumn]:
    """Return columns by what stands in them: times, and the longest text."""
    width = max(len(row) for row in rows)
    times, letters = [0] * width, [0] * width
    for row in rows:
        for place, cell in enumerate(row):
            span = parse_time(cell)
            is_time = span.start is not None and len(cell) < _LONGEST_HEADING
            times[place] += is_time
            letters[place] += 0 if is_time else len(cell)
    content = letters.index(max(letters))
    found = {content: AgendaColumn.CONTENT}
    time = times.index(max(times))
    if times[time] and time != content:
        found[time] = AgendaColumn.TIME
    return dict(sorted(found.items()))

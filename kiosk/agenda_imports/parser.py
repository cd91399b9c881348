"""Parse the rows of a table into agenda items; pure."""

import re
from collections.abc import Callable, Mapping, Sequence

from kiosk.agenda_imports.headings import find_heading, guess_columns, match_columns
from kiosk.agenda_imports.kinds import guess_kind
from kiosk.agenda_imports.rules import AgendaColumn, ParsedAgenda, ParsedRow
from kiosk.agenda_imports.times import (
    TimeSpan,
    item_minutes,
    parse_minutes,
    parse_time,
    split_leading_time,
)
from kiosk.errors import N_, Invalid
from kiosk.vietnamese import fold, nfc

# Numbers and dots before the words of a row: `1.`, `II)`, `-`.
_ORDINAL = re.compile(r"^\s*(?:(?:\d{1,2}|[IVX]{1,5}|[a-zA-Z])[.)/]|[-–—+*•])\s*")
# Beginnings of titles of parts, without marks.
_PART_WORDS = ("buoi ", "ngay ", "phien ", "phan thu ")
# A row that only numbers the columns: (1) (2) (3).
_NUMBERING = re.compile(r"\(?(?:\d{1,2}|[a-z])\)?", re.IGNORECASE)


def parse_agenda(
    rows: Sequence[Sequence[str]], chosen: Mapping[int, AgendaColumn] | None = None
) -> ParsedAgenda:
    """Return the items of a table, with the columns recognised or `chosen`.

    :raises Invalid: the table is empty, or no column holds the content.
    """
    lines = [[nfc(cell) for cell in row] for row in rows if any(map(str.strip, row))]
    if not lines:
        raise Invalid(N_("Chưa có dòng nào. Xin sao chép lại cả bảng rồi dán."))
    heading, columns = find_heading(lines)
    below = lines[heading + 1 :]
    if chosen is not None:
        columns = dict(chosen)
    elif heading < 0:
        columns = guess_columns(lines)
    if AgendaColumn.CONTENT not in columns.values():
        raise Invalid(N_("Xin chọn cột nào là nội dung."), code="no_content")
    width = max(map(len, lines))
    named = lines[heading] if heading >= 0 else lines[0]
    return ParsedAgenda(
        columns=columns,
        headings=[*named, *[""] * (width - len(named))],
        has_heading=heading >= 0,
        rows=_parse_rows(below, columns),
    )


def _parse_rows(
    lines: Sequence[Sequence[str]], columns: Mapping[int, AgendaColumn]
) -> list[ParsedRow]:
    # The heading again, on the next page, is no item.
    read = [
        _parse_row(line, columns)
        for line in lines
        if not _is_numbering(line) and len(match_columns(line)) <= 1
    ]
    minutes = item_minutes([span for span, _ in read])
    for (_, row), length in zip(read, minutes, strict=True):
        row.minutes = length
    # A row with only a time is the end of the one above.
    return [row for _, row in read if row.title]


def _parse_row(
    line: Sequence[str], columns: Mapping[int, AgendaColumn]
) -> tuple[TimeSpan, ParsedRow]:
    places = {column: place for place, column in columns.items()}

    def cell(column: AgendaColumn) -> str:
        place = places.get(column, len(line))
        return line[place] if place < len(line) else ""

    content = cell(AgendaColumn.CONTENT)
    filled = [text for text in line if text]
    is_alone = len(places) > 1 and len(line) > 1 and len(filled) == 1
    # The title of a part stands in the first of merged cells, or says so.
    is_part = is_alone and (not content or fold(content).startswith(_PART_WORDS))
    if not content and is_part:
        _, content = split_leading_time(filled[0])
    span, title = _time_and_title(content, cell)
    row = ParsedRow(
        title=title,
        minutes=0,
        kind=guess_kind(title),
        presenter=" ".join(cell(AgendaColumn.PRESENTER).split()),
        is_included=not is_part or span.start is not None,
    )
    return span, row


def _time_and_title(
    content: str, cell: Callable[[AgendaColumn], str]
) -> tuple[TimeSpan, str]:
    """Return the time and the title; without a column of times it leads the line."""
    written = cell(AgendaColumn.TIME)
    if not written:
        written, content = split_leading_time(content)
    title = " ".join(_ORDINAL.sub("", content).split())
    minutes = parse_minutes(cell(AgendaColumn.MINUTES))
    span = parse_time(written)
    if minutes is not None:
        span = TimeSpan(span.start, span.end, minutes)
    return span, title


def _is_numbering(line: Sequence[str]) -> bool:
    filled = [text for text in line if text]
    return len(filled) > 1 and all(map(_NUMBERING.fullmatch, filled))

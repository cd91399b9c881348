"""From the lines of a file to people: its heading, its columns, its letters; pure."""

from collections.abc import Sequence

import msgspec

from kiosk.errors import N_
from kiosk.roster.cells import tidy
from kiosk.roster.columns import NAME_PARTS, is_whole_name
from kiosk.roster.headings import Column, Heading, columns_of, heading_of, shown_columns
from kiosk.roster.people_rows import RowReader, as_name, spoiled_rows
from kiosk.roster.rules import (
    Choice,
    Entry,
    Field,
    Line,
    Note,
    Offer,
    Problem,
    Table,
)
from kiosk.vietnamese import nfc
from kiosk.writings import Writing, rewrite, weigh

_MOST_SHEETS = 10
_SAMPLES = 3


class Sample(msgspec.Struct, frozen=True):
    """How names of the file look in one way of writing, and how right that is."""

    writing: Writing
    names: list[str]
    share: float


class Reading(msgspec.Struct):
    """How a file was read: what was found of itself, or chosen."""

    samples: list[Sample]
    # None: somebody has to choose first.
    writing: Writing | None
    heading_row: int
    columns: list[Column]
    has_names: bool
    # Lines with something in them, and how many of these are the heading.
    rows: int
    heading_rows: int
    notes: list[Note]


class Sheet(msgspec.Struct):
    """The people of a file, still compared with nobody."""

    reading: Reading
    entries: list[Entry]
    problems: list[Problem]
    # Lines that are no person, and are no error either.
    left_out: list[Problem]
    offers: list[Offer]


def read_sheet(table: Table, choice: Choice) -> Sheet:
    """Return the people of a table, read as chosen."""
    text = "\n".join(" ".join(line.cells) for line in table.lines)
    shares = weigh(text, is_unicode=table.is_unicode)
    best = next(iter(shares))
    is_sure = table.is_unicode and best is Writing.UNICODE
    writing = choice.writing if choice.writing in shares else None
    writing = writing or (best if is_sure else None)
    shown = writing or best
    heading = heading_of(
        [_rewritten(line, shown) for line in table.lines], table.merged
    )
    columns = choice.columns
    if columns is None:
        columns = columns_of(heading, table)
    below = table.lines[-len(heading.below) :] if heading.below else []
    samples = [
        Sample(each, _names(below, columns, each), round(share, 3))
        for each, share in shares.items()
    ]
    reading = Reading(
        samples=samples,
        writing=writing,
        heading_row=heading.row,
        columns=shown_columns(
            heading, table, columns, chosen=choice.columns is not None
        ),
        has_names=Field.FULL_NAME in columns.values(),
        rows=len(table.lines),
        heading_rows=len(heading.rows),
        notes=_notes(table, heading, columns),
    )
    sheet = Sheet(reading, [], [], [], [])
    if reading.has_names:
        rows = RowReader(table, heading, columns, choice)
        rows.read(shown)
        sheet = Sheet(
            reading, rows.entries, rows.problems, rows.left_out, rows.offers()
        )
    return sheet


def _notes(table: Table, heading: Heading, columns: dict[int, Field]) -> list[Note]:
    """Return what is to be known of the whole file."""
    notes = []
    others = [name for name in table.sheets if name != table.sheet]
    if others:
        sentence = N_("Chỉ đọc trang tính “{sheet}”. Không đọc: {others}.")
        notes.append(Note(sentence, {"sheet": table.sheet, "others": _listed(others)}))
    if table.hidden_sheets:
        sentence = N_(
            "Trang tính ẩn không được đọc: {others}. Nếu cần, bỏ ẩn trong Excel."
        )
        notes.append(Note(sentence, {"others": _listed(table.hidden_sheets)}))
    for place in heading.second:
        sentence = N_(
            "Có bảng thứ hai nằm cạnh, họ tên ở cột {column}: {count} dòng ở đó không"
            " được đọc. Xin chuyển xuống dưới bảng thứ nhất rồi nhập lại."
        )
        count = sum(
            place < len(line.cells)
            and bool(words := tidy(line.cells[place]))
            and not is_whole_name(words)
            for line in heading.below
        )
        details: dict[str, str | int] = {
            "column": column_letters(place),
            "count": count,
        }
        notes.append(Note(sentence, details))
    if count := spoiled_rows(heading.below, columns):
        sentence = N_(
            "{count} dòng mất chữ (“?” giữa chữ). Tệp gốc còn đủ chữ: xin xuất lại từ"
            " Excel dạng .xlsx hoặc “CSV UTF-8”."
        )
        notes.append(Note(sentence, {"count": count}))
    rows = {row for row, place in table.uncalculated if place in columns}
    if count := len(rows.intersection(line.number for line in heading.below)):
        sentence = N_(
            "{count} dòng có công thức chưa tính. Xin mở tệp bằng Excel, lưu lại rồi"
            " nhập."
        )
        notes.append(Note(sentence, {"count": count}))
    return notes


def column_letters(place: int) -> str:
    """Return what Excel calls the column at `place`, from 0."""
    letters, number = "", place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _listed(names: Sequence[str]) -> str:
    few = ", ".join(f"“{name}”" for name in names[:_MOST_SHEETS])
    return f"{few} …" if len(names) > _MOST_SHEETS else few


def _rewritten(line: Line, writing: Writing) -> Line:
    return Line(line.number, [nfc(rewrite(cell, writing)) for cell in line.cells])


def _names(lines: Sequence[Line], columns: dict[int, Field], way: Writing) -> list[str]:
    """Return a few names with marks, which tell whether they are right."""
    held = {field: place for place, field in columns.items()}
    places = [held[part] for part in NAME_PARTS if part in held] or [0]
    raw = [
        " ".join(line.cells[place] for place in places if place < len(line.cells))
        for line in lines
    ]
    telling = [name for name in raw if not name.isascii()] or [n for n in raw if n]
    return [as_name(tidy(nfc(rewrite(n, way))), way) for n in telling[:_SAMPLES]]

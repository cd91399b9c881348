"""Parse a table into people: heading, columns and text encoding; pure."""

from collections.abc import Sequence

import msgspec

from kiosk.errors import N_
from kiosk.people.imports.cells import clean_cell, count_damaged_rows
from kiosk.people.imports.columns import NAME_PARTS, is_whole_name
from kiosk.people.imports.headings import (
    TableHeading,
    detect_columns,
    locate_heading,
)
from kiosk.people.imports.preview_columns import PreviewColumn, preview_columns
from kiosk.people.imports.row_reader import (
    RowReader,
    capitalise_name,
)
from kiosk.people.rules import (
    ImportedPerson,
    ImportNote,
    ImportOptions,
    PeopleTable,
    PersonField,
    RepairOffer,
    RowProblem,
    TableRow,
)
from kiosk.text_encodings import TextEncoding, decode_legacy_font, score_encodings
from kiosk.vietnamese import nfc

_MAX_SHEETS_NAMED = 10
_NAMES_PER_SAMPLE = 3


class EncodingSample(msgspec.Struct, frozen=True):
    """Names of the file in one text encoding, and how plausible they are."""

    writing: TextEncoding
    names: list[str]
    share: float


class TableReading(msgspec.Struct):
    """How a file was read, as detected or chosen."""

    samples: list[EncodingSample]
    # None: the secretary has to choose.
    writing: TextEncoding | None
    heading_row: int
    columns: list[PreviewColumn]
    has_names: bool
    # Rows with content, and how many of these are the heading.
    rows: int
    heading_rows: int
    notes: list[ImportNote]


class ParsedPeople(msgspec.Struct):
    """The people of a file, not yet compared with members."""

    reading: TableReading
    entries: list[ImportedPerson]
    problems: list[RowProblem]
    # Rows that are no person and no error.
    left_out: list[RowProblem]
    offers: list[RepairOffer]


def parse_people(table: PeopleTable, choice: ImportOptions) -> ParsedPeople:
    """Return the people of a table, read with these options."""
    text = "\n".join(" ".join(line.cells) for line in table.lines)
    shares = score_encodings(text, is_unicode=table.is_unicode)
    best = next(iter(shares))
    is_sure = table.is_unicode and best is TextEncoding.UNICODE
    writing = choice.writing if choice.writing in shares else None
    writing = writing or (best if is_sure else None)
    shown = writing or best
    heading = locate_heading(
        [_decoded_row(line, shown) for line in table.lines], table.merged
    )
    columns = choice.columns
    if columns is None:
        columns = detect_columns(heading, table)
    below = table.lines[-len(heading.below) :] if heading.below else []
    samples = [
        EncodingSample(each, _sample_names(below, columns, each), round(share, 3))
        for each, share in shares.items()
    ]
    reading = TableReading(
        samples=samples,
        writing=writing,
        heading_row=heading.row,
        columns=preview_columns(
            heading, table, columns, chosen=choice.columns is not None
        ),
        has_names=PersonField.FULL_NAME in columns.values(),
        rows=len(table.lines),
        heading_rows=len(heading.rows),
        notes=_import_notes(table, heading, columns),
    )
    sheet = ParsedPeople(reading, [], [], [], [])
    if reading.has_names:
        rows = RowReader(table, heading, columns, choice)
        rows.read(shown)
        sheet = ParsedPeople(
            reading, rows.entries, rows.problems, rows.left_out, rows.offers()
        )
    return sheet


def _import_notes(
    table: PeopleTable, heading: TableHeading, columns: dict[int, PersonField]
) -> list[ImportNote]:
    """Return remarks on the whole file."""
    notes = []
    others = [name for name in table.sheets if name != table.sheet]
    if others:
        sentence = N_("Chỉ đọc trang tính “{sheet}”. Không đọc: {others}.")
        notes.append(
            ImportNote(
                sentence, {"sheet": table.sheet, "others": _quoted_names(others)}
            )
        )
    if table.hidden_sheets:
        sentence = N_(
            "Trang tính ẩn không được đọc: {others}. Nếu cần, bỏ ẩn trong Excel."
        )
        notes.append(
            ImportNote(sentence, {"others": _quoted_names(table.hidden_sheets)})
        )
    for place in heading.second:
        sentence = N_(
            "Có bảng thứ hai nằm cạnh, họ tên ở cột {column}: {count} dòng ở đó không"
            " được đọc. Xin chuyển xuống dưới bảng thứ nhất rồi nhập lại."
        )
        count = sum(
            place < len(line.cells)
            and bool(words := clean_cell(line.cells[place]))
            and not is_whole_name(words)
            for line in heading.below
        )
        details: dict[str, str | int] = {
            "column": excel_column(place),
            "count": count,
        }
        notes.append(ImportNote(sentence, details))
    if count := count_damaged_rows(heading.below, columns):
        sentence = N_(
            "{count} dòng mất chữ (“?” giữa chữ). Tệp gốc còn đủ chữ: xin xuất lại từ"
            " Excel dạng .xlsx hoặc “CSV UTF-8”."
        )
        notes.append(ImportNote(sentence, {"count": count}))
    rows = {row for row, place in table.uncalculated if place in columns}
    if count := len(rows.intersection(line.number for line in heading.below)):
        sentence = N_(
            "{count} dòng có công thức chưa tính. Xin mở tệp bằng Excel, lưu lại rồi"
            " nhập."
        )
        notes.append(ImportNote(sentence, {"count": count}))
    return notes


def excel_column(place: int) -> str:
    """Return Excel's letters of column `place`, from 0."""
    letters, number = "", place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _quoted_names(names: Sequence[str]) -> str:
    few = ", ".join(f"“{name}”" for name in names[:_MAX_SHEETS_NAMED])
    return f"{few} …" if len(names) > _MAX_SHEETS_NAMED else few


def _decoded_row(line: TableRow, writing: TextEncoding) -> TableRow:
    return TableRow(
        line.number, [nfc(decode_legacy_font(cell, writing)) for cell in line.cells]
    )


def _sample_names(
    lines: Sequence[TableRow], columns: dict[int, PersonField], way: TextEncoding
) -> list[str]:
    """Return a few names with diacritics, which show whether they are right."""
    held = {field: place for place, field in columns.items()}
    places = [held[part] for part in NAME_PARTS if part in held] or [0]
    raw = [
        " ".join(line.cells[place] for place in places if place < len(line.cells))
        for line in lines
    ]
    informative = [name for name in raw if not name.isascii()] or [n for n in raw if n]
    return [
        capitalise_name(clean_cell(nfc(decode_legacy_font(n, way))), way)
        for n in informative[:_NAMES_PER_SAMPLE]
    ]

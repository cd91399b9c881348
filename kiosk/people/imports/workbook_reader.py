"""Read a table from an untrusted workbook; runs in the sandbox.

Nothing is calculated, no link is followed, and unpacking is limited: of a formula the
stored value is read, of a link its text.
"""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import python_calamine as calamine

from kiosk.documents.file_detection import HEAD_BYTES, detect_file_type
from kiosk.documents.file_types import FileType
from kiosk.documents.legacy_office import encrypted_office
from kiosk.errors import Invalid
from kiosk.ingestion.office.archive_check import check_archive
from kiosk.people.imports.columns import MAX_HEADING_ROWS, count_heading_fields
from kiosk.people.imports.rows import (
    RowProgress,
    empty_file_error,
    non_empty_rows,
    not_a_list_error,
)
from kiosk.people.imports.sheet_metadata import SheetMetadata, damaged_workbook_error
from kiosk.people.imports.xls_metadata import (
    workbook_stream,
    xls_metadata,
)
from kiosk.people.imports.xml_metadata import ods_metadata, xlsx_metadata, xlsx_parts
from kiosk.people.rules import ImportOptions, PeopleTable, TableRow
from kiosk.text_encodings import TextEncoding, decode_legacy_font

# Sheets searched for a list.
_MAX_SHEETS_TRIED = 20
_VISIBLE = calamine.SheetVisibleEnum.Visible
_WORKSHEET = calamine.SheetTypeEnum.WorkSheet

MetadataReader = Callable[[str], SheetMetadata]


def read_workbook(
    path: Path, choice: ImportOptions, progress: RowProgress
) -> PeopleTable:
    """Return the table of the chosen sheet, or of the first with a heading.

    :raises Invalid: it is no workbook, is damaged, has macros, or exceeds a limit.
    """
    kind = detect_file_type(path)
    if kind not in {FileType.XLSX, FileType.ODS}:
        raise not_a_list_error()
    check_archive(path)
    _check_parts(path)
    with zipfile.ZipFile(path) as archive, path.open("rb") as file:
        if kind is FileType.ODS:
            find: MetadataReader = lambda name: ods_metadata(archive, name)  # noqa: E731
        else:
            parts = xlsx_parts(archive)
            find = lambda name: xlsx_metadata(archive, parts.get(name, ""))  # noqa: E731
        return _read(_open_workbook(file), choice, progress, find)


def read_old_workbook(
    path: Path, choice: ImportOptions, progress: RowProgress
) -> PeopleTable:
    """Return the table of a sheet of an Excel 97–2003 file, chosen likewise.

    :raises Invalid: it is no workbook, is damaged, has macros or a password.
    """
    stream = workbook_stream(path.read_bytes())
    with path.open("rb") as file:
        book = _open_workbook(file)
        names = book.sheet_names
        return _read(
            book, choice, progress, lambda name: xls_metadata(stream, names.index(name))
        )


def _open_workbook(file: IO[bytes]) -> calamine.CalamineWorkbook:
    try:
        return calamine.CalamineWorkbook.from_filelike(file)
    except calamine.PasswordError as error:
        raise encrypted_office() from error
    except (calamine.CalamineError, OSError) as error:
        raise damaged_workbook_error() from error


def _check_parts(path: Path) -> None:
    """Reject parts with a document type declaration, which Excel never writes."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                with archive.open(name) as part:
                    if b"<!DOCTYPE" in part.read(HEAD_BYTES):
                        raise damaged_workbook_error()


def _read(
    book: calamine.CalamineWorkbook,
    choice: ImportOptions,
    progress: RowProgress,
    find: MetadataReader,
) -> PeopleTable:
    sheets = [each for each in book.sheets_metadata if each.typ == _WORKSHEET]
    visible = [each.name for each in sheets if each.visible == _VISIBLE]
    if not visible:
        raise damaged_workbook_error()
    if choice.sheet in visible:
        read = _table(book, choice.sheet, find(choice.sheet), progress)
    else:
        read = _likeliest_table(
            filter(
                None,
                (
                    _table(book, name, find(name), progress)
                    for name in visible[:_MAX_SHEETS_TRIED]
                ),
            )
        )
    if read is None:
        raise empty_file_error()
    read.sheets = visible
    read.hidden_sheets = [each.name for each in sheets if each.visible != _VISIBLE]
    return read


def _likeliest_table(tables: Iterator[PeopleTable]) -> PeopleTable | None:
    """Return the first table with a heading of people, else the likeliest."""
    best, most = None, -1
    for table in tables:
        fields = _heading_fields(table)
        if fields > 1:
            return table
        if fields > most:
            best, most = table, fields
    return best


def _heading_fields(table: PeopleTable) -> int:
    # Workbooks may use fonts of before Unicode.
    return max(
        count_heading_fields(
            [
                TableRow(
                    line.number,
                    [decode_legacy_font(cell, writing) for cell in line.cells],
                )
                for line in table.lines[:MAX_HEADING_ROWS]
            ]
        )
        for writing in (TextEncoding.UNICODE, TextEncoding.TCVN3, TextEncoding.VNI)
    )


def _table(
    book: calamine.CalamineWorkbook,
    name: str,
    metadata: SheetMetadata,
    progress: RowProgress,
) -> PeopleTable | None:
    """Return the table of a sheet, None if it is empty."""
    try:
        sheet = book.get_sheet_by_name(name)
        values = sheet.to_python(skip_empty_area=False)
        ranges = sheet.merged_cell_ranges or []
    except (calamine.CalamineError, ValueError) as error:
        raise damaged_workbook_error() from error
    if not metadata.merged:
        # For Excel 97–2003 files only the library provides them.
        for first, last in ranges:
            metadata.add_merged(first, last)
    for (row, column), error_value in metadata.errors.items():
        if row < len(values) and column < len(values[row]):
            values[row][column] = error_value
    try:
        lines = list(non_empty_rows(enumerate(values, 1), progress))
    except Invalid as refusal:
        if refusal.reason == "empty":
            return None
        raise
    return PeopleTable(
        lines=lines,
        is_unicode=True,
        sheet=name,
        merged=_rows_with_tall_cells(metadata, lines[-1].number),
        wide=[
            (first + 1, left, right)
            for first, left, _, right in metadata.merged
            if left < right and first < lines[0].number + MAX_HEADING_ROWS
        ],
        hidden=[
            each.number for each in lines if each.number - 1 in metadata.hidden_rows
        ],
        hidden_columns=sorted(metadata.hidden_columns),
        uncalculated=sorted((row + 1, column) for row, column in metadata.uncalculated),
    )


def _rows_with_tall_cells(metadata: SheetMetadata, last: int) -> list[int]:
    """Return the rows, up to `last`, with cells merged across rows."""
    covered: set[int] = set()
    for first, _, stop, _ in metadata.merged:
        if first < stop:
            covered.update(range(first + 1, min(stop + 1, last) + 1))
    return sorted(covered)

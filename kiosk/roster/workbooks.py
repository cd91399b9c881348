"""From a stranger's workbook to lines of cells; runs in the sandbox.

Nothing is calculated, followed or unpacked beyond measure: of a formula the value is
read that the file itself shows, of a link its text.
"""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import python_calamine as calamine

from kiosk.documents.kinds import Kind
from kiosk.documents.office import check_archive
from kiosk.documents.sniffing import HEAD_BYTES, sniff
from kiosk.errors import Invalid
from kiosk.roster.columns import HEAD_LINES, heading_fields
from kiosk.roster.lines import Progress, empty, kept, no_list
from kiosk.roster.old_sheets import locked, old_facts, workbook_stream
from kiosk.roster.rules import Choice, Line, Table
from kiosk.roster.workbook_facts import SheetFacts, damaged
from kiosk.roster.xml_sheets import ods_facts, xlsx_facts, xlsx_parts
from kiosk.writings import Writing, rewrite

# So many sheets are looked at for the one with the list.
_MOST_LOOKED_AT = 20
_VISIBLE = calamine.SheetVisibleEnum.Visible
_WORKSHEET = calamine.SheetTypeEnum.WorkSheet

Finder = Callable[[str], SheetFacts]


def read_workbook(path: Path, choice: Choice, progress: Progress) -> Table:
    """Return what a sheet holds: the chosen one, or the first with a heading of a list.

    :raises Invalid: it is none, is damaged, has macros, or is beyond measure.
    """
    kind = sniff(path)
    if kind not in {Kind.XLSX, Kind.ODS}:
        raise no_list()
    check_archive(path)
    _check_parts(path)
    with zipfile.ZipFile(path) as archive, path.open("rb") as file:
        if kind is Kind.ODS:
            find: Finder = lambda name: ods_facts(archive, name)  # noqa: E731
        else:
            parts = xlsx_parts(archive)
            find = lambda name: xlsx_facts(archive, parts.get(name, ""))  # noqa: E731
        return _read(_opened(file), choice, progress, find)


def read_old_workbook(path: Path, choice: Choice, progress: Progress) -> Table:
    """Return what a sheet of an Excel 97–2003 file holds, chosen likewise.

    :raises Invalid: it is none, is damaged, has macros or a password.
    """
    stream = workbook_stream(path.read_bytes())
    with path.open("rb") as file:
        book = _opened(file)
        names = book.sheet_names
        return _read(
            book, choice, progress, lambda name: old_facts(stream, names.index(name))
        )


def _opened(file: IO[bytes]) -> calamine.CalamineWorkbook:
    try:
        return calamine.CalamineWorkbook.from_filelike(file)
    except calamine.PasswordError as error:
        raise locked() from error
    except (calamine.CalamineError, OSError) as error:
        raise damaged() from error


def _check_parts(path: Path) -> None:
    """Let no part of a workbook declare words of its own: no Excel writes any."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                with archive.open(name) as part:
                    if b"<!DOCTYPE" in part.read(HEAD_BYTES):
                        raise damaged()


def _read(
    book: calamine.CalamineWorkbook, choice: Choice, progress: Progress, find: Finder
) -> Table:
    sheets = [each for each in book.sheets_metadata if each.typ == _WORKSHEET]
    visible = [each.name for each in sheets if each.visible == _VISIBLE]
    if not visible:
        raise damaged()
    if choice.sheet in visible:
        read = _table(book, choice.sheet, find(choice.sheet), progress)
    else:
        read = _first_list(
            filter(
                None,
                (
                    _table(book, name, find(name), progress)
                    for name in visible[:_MOST_LOOKED_AT]
                ),
            )
        )
    if read is None:
        raise empty()
    read.sheets = visible
    read.hidden_sheets = [each.name for each in sheets if each.visible != _VISIBLE]
    return read


def _first_list(tables: Iterator[Table]) -> Table | None:
    """Return the first table headed as a list of people, else the likeliest."""
    best, most = None, -1
    for table in tables:
        fields = _heading_fields(table)
        if fields > 1:
            return table
        if fields > most:
            best, most = table, fields
    return best


def _heading_fields(table: Table) -> int:
    # Fonts of before Unicode were used in workbooks.
    return max(
        heading_fields(
            [
                Line(line.number, [rewrite(cell, writing) for cell in line.cells])
                for line in table.lines[:HEAD_LINES]
            ]
        )
        for writing in (Writing.UNICODE, Writing.TCVN3, Writing.VNI)
    )


def _table(
    book: calamine.CalamineWorkbook, name: str, facts: SheetFacts, progress: Progress
) -> Table | None:
    """Return a sheet, None if it is empty."""
    try:
        sheet = book.get_sheet_by_name(name)
        values = sheet.to_python(skip_empty_area=False)
        ranges = sheet.merged_cell_ranges or []
    except (calamine.CalamineError, ValueError) as error:
        raise damaged() from error
    if not facts.merged:
        # Of an Excel 97–2003 file only the library gives them.
        for first, last in ranges:
            facts.add_merged(first, last)
    for (row, column), error_value in facts.errors.items():
        if row < len(values) and column < len(values[row]):
            values[row][column] = error_value
    try:
        lines = list(kept(enumerate(values, 1), progress))
    except Invalid as refusal:
        if refusal.reason == "empty":
            return None
        raise
    return Table(
        lines=lines,
        is_unicode=True,
        sheet=name,
        merged=_tall(facts, lines[-1].number),
        wide=[
            (first + 1, left, right)
            for first, left, _, right in facts.merged
            if left < right and first < lines[0].number + HEAD_LINES
        ],
        hidden=[each.number for each in lines if each.number - 1 in facts.hidden_rows],
        hidden_columns=sorted(facts.hidden_columns),
        uncalculated=sorted((row + 1, column) for row, column in facts.uncalculated),
    )


def _tall(facts: SheetFacts, last: int) -> list[int]:
    """Return the rows, up to `last`, that share a cell with the row above or below."""
    covered: set[int] = set()
    for first, _, stop, _ in facts.merged:
        if first < stop:
            covered.update(range(first + 1, min(stop + 1, last) + 1))
    return sorted(covered)

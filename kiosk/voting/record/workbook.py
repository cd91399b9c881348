"""Write a record as XLSX, a sheet for each table."""

from collections.abc import Iterable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from kiosk.voting.record.rules import ResultRecord
from kiosk.voting.record.tables import ResultTable, all_tables

Row = Iterable[str | int]
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_BOLD = Font(bold=True)


def _write_row(sheet: Worksheet, row: Row, *, bold: bool = False) -> None:
    cells = []
    for value in row:
        cell = WriteOnlyCell(sheet, value=value)
        if isinstance(value, str):
            # A text that begins with = is a text, never a formula.
            cell.data_type = "s"
        if bold:
            cell.font = _BOLD
        cell.alignment = _WRAPPED
        cells.append(cell)
    sheet.append(cells)


def _new_sheet(
    book: Workbook, name: str, widths: Iterable[int], head: str
) -> Worksheet:
    sheet: Worksheet = book.create_sheet(name)
    sheet.page_setup.orientation = "landscape"
    # On every printed page.
    sheet.oddHeader.center.text = head
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    return sheet


def _write_table(book: Workbook, record: ResultRecord, table: ResultTable) -> None:
    notices = record.notices
    sheet = _new_sheet(book, table.title, table.widths, " – ".join(notices))
    for notice in notices:
        _write_row(sheet, (notice,), bold=True)
    _write_row(sheet, (record.vote["title"],), bold=True)
    _write_row(sheet, table.heads, bold=True)
    for row in table.rows:
        _write_row(sheet, row)


def write_workbook(record: ResultRecord, out: Path) -> None:
    """Write the facts of the vote, then each table."""
    book = Workbook(write_only=True)
    notices = record.notices
    sheet = _new_sheet(book, "Biên bản", (40, 70), " – ".join(notices))
    for line in (*notices, record.heading, record.meeting["title"]):
        _write_row(sheet, (line,), bold=True)
    vote = record.vote
    for row in (
        ("Biểu quyết", vote["title"]),
        ("Nội dung", vote["question"]),
        *record.facts(),
        ("Kết luận", record.outcome()),
        ("Mã kiểm tra (SHA-256)", record.published["sha256"]),
    ):
        _write_row(sheet, row)
    for table in all_tables(record):
        _write_table(book, record, table)
    book.save(out)

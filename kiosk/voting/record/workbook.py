"""Write a record as XLSX, a sheet for each table."""

from pathlib import Path

from openpyxl import Workbook

from kiosk.exports.workbook import SheetWriter
from kiosk.voting.record.rules import ResultRecord
from kiosk.voting.record.tables import ResultTable, all_tables


def _write_table(book: Workbook, record: ResultRecord, table: ResultTable) -> None:
    notices = record.notices
    sheet = SheetWriter(
        book, table.title, table.widths, page_header=" – ".join(notices)
    )
    for notice in notices:
        sheet.write((notice,), bold=True)
    sheet.write((record.vote["title"],), bold=True)
    sheet.write(table.heads, bold=True)
    for row in table.rows:
        sheet.write(row)


def write_workbook(record: ResultRecord, out: Path) -> None:
    """Write the facts of the vote, then each table."""
    book = Workbook(write_only=True)
    notices = record.notices
    sheet = SheetWriter(book, "Biên bản", (40, 70), page_header=" – ".join(notices))
    for line in (*notices, record.heading, record.meeting["title"]):
        sheet.write((line,), bold=True)
    vote = record.vote
    for row in (
        ("Biểu quyết", vote["title"]),
        ("Nội dung", vote["question"]),
        *record.facts(),
        ("Kết luận", record.outcome()),
        ("Mã kiểm tra (SHA-256)", record.published["sha256"]),
    ):
        sheet.write(row)
    for table in all_tables(record):
        _write_table(book, record, table)
    book.save(out)

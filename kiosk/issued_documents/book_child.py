"""Write the book as PDF and XLSX, in the sandbox."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
from openpyxl import Workbook

from kiosk.exports.child import run_child
from kiosk.exports.workbook import SheetWriter
from kiosk.issued_documents.book import (
    BOOK_HEADINGS,
    SHEET_WIDTHS,
    BookContent,
    book_table,
)
from kiosk.official_papers.child import exit_when_refused, write_paper

_HEAD_ROW = 4


def write_book_sheet(content: BookContent, path: Path) -> None:
    """Write the book as a workbook, one line a row, in constant memory."""
    book = Workbook(write_only=True)
    sheet = SheetWriter(book, "Sổ văn bản đi", SHEET_WIDTHS)
    sheet.freeze(_HEAD_ROW)
    paper = content.paper
    sheet.write_title(paper.type_name, paper.issuing_body, paper.summary)
    sheet.write(BOOK_HEADINGS, bold=True)
    for row in content.rows:
        sheet.write(row.cells())
    book.save(path)


def make(
    content: BookContent, out: Path, templates: Path | None = None
) -> Iterator[tuple[int, int]]:
    """Write both files; yield files done and total."""
    write_book_sheet(content, out / "made.xlsx")
    yield 1, 2
    body = [book_table(content.rows)]
    paper = msgspec.structs.replace(content.paper, body=body)
    with exit_when_refused():
        write_paper(paper, out, "pdf", templates)
    yield 2, 2


if __name__ == "__main__":
    run_child(BookContent, make)

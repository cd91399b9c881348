"""Write the book as PDF and XLSX, in the sandbox."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from kiosk.exports.child import run_child
from kiosk.issued_documents.book import (
    BOOK_HEADINGS,
    SHEET_WIDTHS,
    BookContent,
    book_table,
)
from kiosk.official_papers.child import exit_when_refused, write_paper

_WRAPPED = Alignment(wrap_text=True, vertical="top")
_HEAD_ROW = 4


def write_book_sheet(content: BookContent, path: Path) -> None:
    """Write the book as a workbook, one line a row, in constant memory."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sổ văn bản đi")
    sheet.page_setup.orientation = "landscape"
    sheet.freeze_panes = f"A{_HEAD_ROW + 1}"
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    for column, width in enumerate(SHEET_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width

    def write(*values: str | int, is_bold: bool = False) -> None:
        cells = [WriteOnlyCell(sheet, value=value) for value in values]
        for cell in cells:
            if isinstance(cell.value, str):
                # What begins with = is a text, never a formula.
                cell.data_type = "s"
            cell.alignment, cell.font = _WRAPPED, Font(bold=is_bold)
        sheet.append(cells)

    write(content.paper.type_name, is_bold=True)
    write(content.paper.issuing_body)
    write(content.paper.summary)
    write(*BOOK_HEADINGS, is_bold=True)
    for row in content.rows:
        write(*row.cells())
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

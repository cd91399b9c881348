"""Write a list as XLSX row by row, in constant memory."""

from collections.abc import Iterable
from pathlib import Path

import msgspec
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from kiosk.checkins.lists.rules import (
    NO_SITE_LABEL,
    TOTAL_HEADINGS,
    AttendanceListContent,
    AttendanceListRow,
)

Row = Iterable[str | int]
COLUMN_HEADINGS: tuple[str, ...] = (
    *("STT", "Họ và tên", "Chức vụ", "Đơn vị công tác", "Thành phần"),
    *("Điểm cầu – Ghế", "Giờ điểm danh", "Hình thức", "Trạng thái", "Ký tên/Ghi chú"),
)
ALL_SITES_COLUMN_HEADINGS: tuple[str, ...] = (
    *("STT", "Họ và tên", "Chức vụ", "Đơn vị công tác", "Thành phần", "Điểm cầu"),
    *("Ghế", "Giờ điểm danh", "Hình thức", "Trạng thái", "Ghi chú"),
)
# In characters.
COLUMN_WIDTHS: tuple[int, ...] = (6, 32, 30, 32, 20, 30, 14, 12, 30, 20)
ALL_SITES_COLUMN_WIDTHS: tuple[int, ...] = (6, 32, 30, 32, 20, 30, 10, 14, 12, 30, 34)
TOTAL_WIDTHS = (40, *(14 for _ in TOTAL_HEADINGS))
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_BOLD = Font(bold=True)


def total_rows(plan: AttendanceListContent) -> list[tuple[str, tuple[int, ...]]]:
    """Return the totals of the whole meeting, then of each site."""
    return [
        ("Toàn hội nghị", msgspec.structs.astuple(plan.sums)),
        *(
            (part.site or NO_SITE_LABEL, msgspec.structs.astuple(part.sums))
            for part in plan.parts
        ),
    ]


class _SheetWriter:
    """One sheet of a write-only workbook."""

    def __init__(self, book: Workbook, name: str, widths: Iterable[int]) -> None:
        self._sheet: Worksheet = book.create_sheet(name)
        self._sheet.page_setup.orientation = "landscape"
        for column, width in enumerate(widths, 1):
            letter = get_column_letter(column)
            self._sheet.column_dimensions[letter].width = width

    def freeze(self, corner: str, heads: int) -> None:
        """Keep the row of heads, and what is left of the corner, in sight."""
        self._sheet.freeze_panes = corner
        self._sheet.print_title_rows = f"{heads}:{heads}"

    def write(self, row: Row, *, bold: bool = False, wrapped: bool = True) -> None:
        """Write a row below those before."""
        cells = []
        for value in row:
            cell = WriteOnlyCell(self._sheet, value=value)
            if isinstance(value, str):
                # A name that begins with = is a name, never a formula.
                cell.data_type = "s"
            if bold:
                cell.font = _BOLD
            if wrapped:
                cell.alignment = _WRAPPED
            cells.append(cell)
        self._sheet.append(cells)

    def title(self, *lines: str) -> None:
        """Write what stands above the heads, a line each."""
        for number, line in enumerate(lines):
            self.write((line,), bold=number == 0, wrapped=False)


def _row_cells(line: AttendanceListRow, *, is_whole: bool) -> Row:
    where = (line.site, line.seat) if is_whole else (line.place,)
    who = (line.name, line.position, line.unit, line.role)
    return (*who, *where, line.came, line.method, line.said, line.note)


def _write_attendance(book: Workbook, plan: AttendanceListContent) -> None:
    heads, widths = (COLUMN_HEADINGS, COLUMN_WIDTHS)
    if plan.is_whole:
        heads, widths = (ALL_SITES_COLUMN_HEADINGS, ALL_SITES_COLUMN_WIDTHS)
    sheet = _SheetWriter(book, "Điểm danh", widths)
    sheet.freeze("C5", 4)
    whole = " TOÀN HỘI NGHỊ" if plan.is_whole else ""
    subtitle = " – ".join(filter(None, (plan.site, plan.day)))
    sheet.title(f"DANH SÁCH ĐIỂM DANH{whole}", plan.title, subtitle)
    sheet.write(heads, bold=True)
    for number, line in enumerate(plan.lines, 1):
        sheet.write((number, *_row_cells(line, is_whole=plan.is_whole)))
    for words in plan.foot():
        sheet.write((words,), wrapped=False)


def _write_totals(book: Workbook, plan: AttendanceListContent) -> None:
    sheet = _SheetWriter(book, "Tổng hợp", TOTAL_WIDTHS)
    sheet.freeze("B5", 4)
    sheet.title("TỔNG HỢP ĐIỂM DANH", plan.title, plan.opening or plan.day)
    sheet.write(("Điểm cầu", *TOTAL_HEADINGS), bold=True)
    for number, (name, figures) in enumerate(total_rows(plan)):
        sheet.write((name, *figures), bold=number == 0)


def write_workbook(plan: AttendanceListContent, out: Path) -> None:
    """Write the list as XLSX; for all sites, with a second sheet of totals."""
    book = Workbook(write_only=True)
    _write_attendance(book, plan)
    if plan.is_whole:
        _write_totals(book, plan)
    book.save(out)

"""Write a list as XLSX row by row, in constant memory."""

from pathlib import Path

import msgspec
from openpyxl import Workbook

from kiosk.checkins.lists.rules import (
    NO_SITE_LABEL,
    TOTAL_HEADINGS,
    AttendanceListContent,
    AttendanceListRow,
)
from kiosk.exports.workbook import Row, SheetWriter

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


def total_rows(plan: AttendanceListContent) -> list[tuple[str, tuple[int, ...]]]:
    """Return the totals of the whole meeting, then of each site."""
    return [
        ("Toàn hội nghị", msgspec.structs.astuple(plan.sums)),
        *(
            (part.site or NO_SITE_LABEL, msgspec.structs.astuple(part.sums))
            for part in plan.parts
        ),
    ]


def _row_cells(line: AttendanceListRow, *, is_whole: bool) -> Row:
    where = (line.site, line.seat) if is_whole else (line.place,)
    who = (line.name, line.position, line.unit, line.role)
    return (*who, *where, line.came, line.method, line.said, line.note)


def _write_attendance(book: Workbook, plan: AttendanceListContent) -> None:
    heads, widths = (COLUMN_HEADINGS, COLUMN_WIDTHS)
    if plan.is_whole:
        heads, widths = (ALL_SITES_COLUMN_HEADINGS, ALL_SITES_COLUMN_WIDTHS)
    sheet = SheetWriter(book, "Điểm danh", widths)
    sheet.freeze(4, columns=2)
    whole = " TOÀN HỘI NGHỊ" if plan.is_whole else ""
    subtitle = " – ".join(filter(None, (plan.site, plan.day)))
    sheet.write_title(f"DANH SÁCH ĐIỂM DANH{whole}", plan.title, subtitle)
    sheet.write(heads, bold=True)
    for number, line in enumerate(plan.lines, 1):
        sheet.write((number, *_row_cells(line, is_whole=plan.is_whole)))
    for words in plan.foot():
        sheet.write((words,), wrapped=False)


def _write_totals(book: Workbook, plan: AttendanceListContent) -> None:
    sheet = SheetWriter(book, "Tổng hợp", TOTAL_WIDTHS)
    sheet.freeze(4, columns=1)
    sheet.write_title("TỔNG HỢP ĐIỂM DANH", plan.title, plan.opening or plan.day)
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

"""A list as a sheet, written line by line: memory stays the same for 12,000 people."""

from collections.abc import Iterable
from pathlib import Path

import msgspec
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from kiosk.checkins.lists.rules import NO_SITE, SUM_HEADS, ListLine, ListPlan

Row = Iterable[str | int]
HEADS: tuple[str, ...] = (
    *("STT", "Họ và tên", "Chức vụ", "Đơn vị công tác", "Thành phần"),
    *("Điểm cầu – Ghế", "Giờ điểm danh", "Hình thức", "Trạng thái", "Ký tên/Ghi chú"),
)
WHOLE_HEADS: tuple[str, ...] = (
    *("STT", "Họ và tên", "Chức vụ", "Đơn vị công tác", "Thành phần", "Điểm cầu"),
    *("Ghế", "Giờ điểm danh", "Hình thức", "Trạng thái", "Ghi chú"),
)
# In characters.
WIDTHS: tuple[int, ...] = (6, 32, 30, 32, 20, 30, 14, 12, 30, 20)
WHOLE_WIDTHS: tuple[int, ...] = (6, 32, 30, 32, 20, 30, 10, 14, 12, 30, 34)
SUM_WIDTHS = (40, *(14 for _ in SUM_HEADS))
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_BOLD = Font(bold=True)


def sums_rows(plan: ListPlan) -> list[tuple[str, tuple[int, ...]]]:
    """Return the sums of the whole and of each site, the whole first."""
    return [
        ("Toàn hội nghị", msgspec.structs.astuple(plan.sums)),
        *(
            (part.site or NO_SITE, msgspec.structs.astuple(part.sums))
            for part in plan.parts
        ),
    ]


class _Sheet:
    """One sheet of a book that is written as it goes."""

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


def _cells(line: ListLine, *, is_whole: bool) -> Row:
    where = (line.site, line.seat) if is_whole else (line.place,)
    who = (line.name, line.position, line.unit, line.role)
    return (*who, *where, line.came, line.method, line.said, line.note)


def _write_people(book: Workbook, plan: ListPlan) -> None:
    heads, widths = (HEADS, WIDTHS)
    if plan.is_whole:
        heads, widths = (WHOLE_HEADS, WHOLE_WIDTHS)
    sheet = _Sheet(book, "Điểm danh", widths)
    sheet.freeze("C5", 4)
    whole = " TOÀN HỘI NGHỊ" if plan.is_whole else ""
    told = " – ".join(filter(None, (plan.site, plan.day)))
    sheet.title(f"DANH SÁCH ĐIỂM DANH{whole}", plan.title, told)
    sheet.write(heads, bold=True)
    for number, line in enumerate(plan.lines, 1):
        sheet.write((number, *_cells(line, is_whole=plan.is_whole)))
    for words in plan.foot():
        sheet.write((words,), wrapped=False)


def _write_sums(book: Workbook, plan: ListPlan) -> None:
    sheet = _Sheet(book, "Tổng hợp", SUM_WIDTHS)
    sheet.freeze("B5", 4)
    sheet.title("TỔNG HỢP ĐIỂM DANH", plan.title, plan.opening or plan.day)
    sheet.write(("Điểm cầu", *SUM_HEADS), bold=True)
    for number, (name, figures) in enumerate(sums_rows(plan)):
        sheet.write((name, *figures), bold=number == 0)


def write_sheet(plan: ListPlan, out: Path) -> None:
    """Write the list as a sheet; of the whole meeting with a second one of sums."""
    book = Workbook(write_only=True)
    _write_people(book, plan)
    if plan.is_whole:
        _write_sums(book, plan)
    book.save(out)

"""Wide table of 145 sites, landscape, one page wide."""

from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from kiosk.demo.people import MAIN_SITE_DELEGATES
from kiosk.demo.site_statistics import SiteStatistics, all_statistics
from kiosk.demo.sites import MAIN_SITE, PROVINCE

_COLUMNS = (
    ("STT", 6),
    ("Điểm cầu", 44),
    ("Đơn vị", 40),
    ("Đại biểu triệu tập", 12),
    ("Số hộ", 11),
    ("Hồ sơ tiếp nhận", 12),
    ("Nộp trực tuyến", 12),
    ("Tỷ lệ trực tuyến", 11),
    ("Đúng hạn", 12),
    ("Tỷ lệ đúng hạn", 11),
    ("Tổ công nghệ số", 11),
    ("Thành viên", 11),
    ("Chữ ký số", 11),
    ("Điểm mạng", 10),
    ("Cuộc họp", 9),
    ("Không giấy", 10),
)
_HEAD_ROW = 4
_FONT = "Times New Roman"
_DELEGATES_EACH = 80


def _row(number: int, figures: SiteStatistics) -> list[Any]:
    line = number + _HEAD_ROW
    return [
        number,
        figures.site,
        figures.unit,
        _DELEGATES_EACH,
        figures.households,
        figures.cases,
        figures.online,
        f"=G{line}/F{line}",
        figures.in_time,
        f"=I{line}/F{line}",
        figures.groups,
        figures.members,
        figures.signatures,
        figures.hotspots,
        figures.meetings,
        figures.paperless,
    ]


def _lay_out(sheet: Any, last_row: int) -> None:
    thin = Side(style="thin", color="888888")
    border = Border(left=thin, right=thin, top=thin, bottom=thin)
    wrapped = Alignment(wrap_text=True, vertical="center", horizontal="center")
    for index, (_, width) in enumerate(_COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
        cell = sheet.cell(_HEAD_ROW, index)
        cell.alignment, cell.fill = wrapped, PatternFill("solid", fgColor="DCE6F1")
    for row in sheet.iter_rows(min_row=_HEAD_ROW, max_row=last_row):
        for cell in row:
            cell.border = border
            cell.font = Font(name=_FONT, size=11, bold=cell.row == _HEAD_ROW)
    for row in range(_HEAD_ROW + 1, last_row + 1):
        for column in "HJ":
            sheet[f"{column}{row}"].number_format = "0.00%"
        for column in "EFGI":
            sheet[f"{column}{row}"].number_format = "#,##0"


def write_sheet(target: Path) -> None:
    """Write the table of all 145 sites."""
    book = Workbook()
    sheet = book.active
    sheet.title = "145 điểm cầu (DEMO)"
    sheet["A1"] = f"TỈNH UỶ {PROVINCE.upper()} – DỮ LIỆU DEMO, KHÔNG CÓ THẬT"
    sheet["A2"] = "BIỂU TỔNG HỢP 145 ĐIỂM CẦU NĂM 2026"
    sheet["A1"].font, sheet["A2"].font = (
        Font(name=_FONT, size=11, italic=True, color="8A1C1C"),
        Font(name=_FONT, size=14, bold=True),
    )
    for index, (heading, _) in enumerate(_COLUMNS, 1):
        sheet.cell(_HEAD_ROW, index, heading)
    sheet.append([1, MAIN_SITE, "Các cơ quan cấp tỉnh", MAIN_SITE_DELEGATES])
    rows = all_statistics()
    for number, figures in enumerate(rows, 2):
        sheet.append(_row(number, figures))
    _lay_out(sheet, _HEAD_ROW + len(rows) + 1)
    sheet.freeze_panes = sheet.cell(_HEAD_ROW + 1, 3)
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.oddFooter.center.text = "DỮ LIỆU DEMO – trang &P/&N"
    book.save(target)

"""Define the book of issued documents (sổ đăng ký văn bản đi) as printed; pure.

The columns are those of Nghị định 30/2020/NĐ-CP, phụ lục IV.
"""

import msgspec

from kiosk.official_papers.rules import (
    Cell,
    OfficialPaper,
    Run,
    Table,
)

BOOK_HEADINGS = (
    "Số, ký hiệu văn bản",
    "Ngày tháng văn bản",
    "Tên loại và trích yếu nội dung văn bản",
    "Người ký",
    "Nơi nhận văn bản",
    "Đơn vị, người nhận bản lưu",
    "Số lượng bản",
    "Ghi chú",
)
# In mm, of the 252 mm between the margins of a landscape page; and in characters of a
# sheet. A date, and each word of the headings, has room on one line.
BOOK_WIDTHS = (32.0, 25.0, 64.0, 30.0, 34.0, 26.0, 17.0, 24.0)
SHEET_WIDTHS = (18, 14, 60, 24, 36, 24, 10, 34)
_CENTRED = frozenset({0, 1, 6})


class BookRow(msgspec.Struct, frozen=True):
    """A line of the book."""

    number: str
    date: str
    summary: str
    signer: str
    recipients: str
    keeping_unit: str
    # None: there is no document.
    copies: int | None
    note: str

    def cells(self) -> tuple[str | int, ...]:
        """Return the cells in the order of the headings."""
        cells = msgspec.structs.astuple(self)
        return tuple("" if cell is None else cell for cell in cells)


class BookContent(msgspec.Struct, frozen=True):
    """The book: its paper without the table, a second line of title, its lines."""

    paper: OfficialPaper
    rows: list[BookRow]


def book_table(rows: list[BookRow]) -> Table:
    """Return the table of the printed book."""
    heads = [
        [Cell([Run(text)], align="center", is_bold=True) for text in BOOK_HEADINGS]
    ]
    lines = [
        [
            Cell([Run(str(cell))], align="center" if index in _CENTRED else "left")
            for index, cell in enumerate(row.cells())
        ]
        for row in rows
    ]
    return Table(heads, lines, list(BOOK_WIDTHS))

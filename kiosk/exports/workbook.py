"""Write XLSX row by row, in constant memory."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

Row = Iterable[str | float | dt.date | None]
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_BOLD = Font(bold=True)
_DATE_FORMAT = "dd/mm/yyyy"


class SheetWriter:
    """One sheet of a write-only workbook, printed in landscape."""

    def __init__(
        self, book: Workbook, name: str, widths: Iterable[int], *, page_header: str = ""
    ) -> None:
        """Add the sheet.

        :param widths: of the columns, in characters
        :param page_header: what stands above every printed page
        """
        self._sheet: Worksheet = book.create_sheet(name)
        self._sheet.page_setup.orientation = "landscape"
        self._sheet.oddHeader.center.text = page_header
        for column, width in enumerate(widths, 1):
            letter = get_column_letter(column)
            self._sheet.column_dimensions[letter].width = width

    def freeze(self, heading_row: int, columns: int = 0) -> None:
        """Keep the rows to the heading, and the first columns, in sight.

        The heading is repeated on every printed page.
        """
        corner = f"{get_column_letter(columns + 1)}{heading_row + 1}"
        self._sheet.freeze_panes = corner
        self._sheet.print_title_rows = f"{heading_row}:{heading_row}"

    def write(self, row: Row, *, bold: bool = False, wrapped: bool = True) -> None:
        """Write a row below those before."""
        cells = [self._cell(value, bold=bold, wrapped=wrapped) for value in row]
        self._sheet.append(cells)

    def _cell(self, value: Any, *, bold: bool, wrapped: bool) -> Any:
        if not (bold or wrapped or isinstance(value, str | dt.date)):
            return value
        cell = WriteOnlyCell(self._sheet, value=value)
        if isinstance(value, str):
            # A name that begins with = is a name, never a formula.
            cell.data_type = "s"
        elif isinstance(value, dt.date):
            cell.number_format = _DATE_FORMAT
        if bold:
            cell.font = _BOLD
        if wrapped:
            cell.alignment = _WRAPPED
        return cell

    def write_title(self, *lines: str) -> None:
        """Write what stands above the heading, a line each."""
        for number, line in enumerate(lines):
            self.write((line,), bold=number == 0, wrapped=False)

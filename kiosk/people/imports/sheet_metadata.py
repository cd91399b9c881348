"""Metadata of a sheet besides cell values: hidden rows, errors, merged cells.

The library that reads the values does not provide it. Rows and columns count from 0.
"""

from dataclasses import dataclass, field

from kiosk.errors import N_, Invalid
from kiosk.people.imports.rows import too_many_rows_error
from kiosk.people.rules import MAX_IMPORT_ROWS

# Most merged cells, and most hidden columns.
_MAX_ENTRIES = 20_000
# Values are held as a rectangle, which one stray cell can make large.
_MAX_CELLS = 20_000_000

Cell = tuple[int, int]


def damaged_workbook_error() -> Invalid:
    """Return the error for a damaged workbook."""
    return Invalid(
        N_("Tệp Excel bị hỏng. Xin mở bằng Excel, lưu lại rồi tải lên."),
        code="damaged_office",
    )


@dataclass
class SheetMetadata:
    """Metadata found on one sheet."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    # The error values, as Excel writes them.
    errors: dict[Cell, str] = field(default_factory=dict)
    # Formulas whose result is not in the file, or is 0.
    uncalculated: set[Cell] = field(default_factory=set)
    # First row, first column, last row, last column.
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    filled_rows: int = 0

    def add_merged(self, first: Cell, last: Cell) -> None:
        """Add merged cells.

        :raises Invalid: there are too many.
        """
        if first != last:
            self.merged.append((*first, *last))
        if len(self.merged) > _MAX_ENTRIES:
            raise damaged_workbook_error()

    def hide_columns(self, first: int, last: int) -> None:
        """Add hidden columns, both ends included."""
        self.hidden_columns.update(range(first, min(last, first + _MAX_ENTRIES) + 1))

    def count_rows(self, rows: int, last: Cell) -> None:
        """Count rows with values; `last` is their last cell.

        :raises Invalid: there are too many.
        """
        self.filled_rows += rows
        if (
            self.filled_rows > MAX_IMPORT_ROWS
            or (last[0] + 1) * (last[1] + 1) > _MAX_CELLS
        ):
            raise too_many_rows_error()

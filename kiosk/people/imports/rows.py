"""Rows of a file as text within limits, and the errors common to all file types."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence

from kiosk.errors import N_, Invalid
from kiosk.people.rules import (
    MAX_IMPORT_COLUMNS,
    MAX_IMPORT_ROWS,
    TableRow,
)

RowProgress = Callable[[int], None]
# Separators of a text file.
SEPARATORS = (";", ",", "\t")

# Of people longer text is rejected; lists of tasks have texts of some pages.
_MAX_KEPT_LENGTH = 6_000
_PROGRESS_ROWS = 500


def not_a_list_error() -> Invalid:
    """Return the error for a file that is no list."""
    return Invalid(
        N_("Đây không phải danh sách. Xin lưu danh sách thành tệp .xlsx hoặc .csv."),
        code="no_list",
    )


def empty_file_error() -> Invalid:
    """Return the error for a file without content."""
    return Invalid(N_("Tệp rỗng. Xin kiểm tra tệp gốc rồi tải lại."), code="empty")


def too_many_rows_error() -> Invalid:
    """Return the error for a list with too many rows."""
    return Invalid(
        N_("Danh sách có hơn {limit} dòng. Xin chia thành nhiều tệp."),
        code="too_many_rows",
        limit=MAX_IMPORT_ROWS,
    )


def non_empty_rows(
    rows: Iterable[tuple[int, Sequence[object]]], progress: RowProgress
) -> Iterator[TableRow]:
    """Yield the rows with content, with the numbers of the file.

    :raises Invalid: there are none or too many rows, or one has too many columns.
    """
    count = 0
    for number, row in rows:
        cells = [_cell_text(value) for value in row]
        while cells and not cells[-1].strip():
            cells.pop()
        if not cells:
            continue
        count += 1
        if count > MAX_IMPORT_ROWS:
            raise too_many_rows_error()
        if len(cells) > MAX_IMPORT_COLUMNS:
            raise Invalid(
                N_("Dòng {row} có hơn {limit} cột. Xin bỏ các cột thừa."),
                code="too_many_columns",
                row=number,
                limit=MAX_IMPORT_COLUMNS,
            )
        if count % _PROGRESS_ROWS == 0:
            progress(count)
        yield TableRow(number, cells)
    if not count:
        raise empty_file_error()


def _cell_text(value: object) -> str:
    """Return the content of a cell as people write it."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, dt.date):
        return value.strftime("%d/%m/%Y")
    return str(value)[:_MAX_KEPT_LENGTH]

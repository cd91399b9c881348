"""Rows of a file as lines of words, within bounds; and the refusals of all files."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence

from kiosk.errors import N_, Invalid
from kiosk.roster.rules import LONGEST_WORDS, MOST_COLUMNS, MOST_ROWS, Line

Progress = Callable[[int], None]
# What may stand between the cells of a text file.
SEPARATORS = (";", ",", "\t")

# Longer words are refused anyway; so many are kept to show how they begin.
_MOST_KEPT = 2 * LONGEST_WORDS
_PROGRESS_ROWS = 500


def no_list() -> Invalid:
    """Return the refusal of a file that is something else."""
    return Invalid(
        N_("Đây không phải danh sách. Xin lưu danh sách thành tệp .xlsx hoặc .csv."),
        code="no_list",
    )


def empty() -> Invalid:
    """Return the refusal of a file with nothing in it."""
    return Invalid(N_("Tệp rỗng. Xin kiểm tra tệp gốc rồi tải lại."), code="empty")


def too_many_rows() -> Invalid:
    """Return the refusal of a list with more rows than any list has."""
    return Invalid(
        N_("Danh sách có hơn {limit} dòng. Xin chia thành nhiều tệp."),
        code="too_many_rows",
        limit=MOST_ROWS,
    )


def kept(
    rows: Iterable[tuple[int, Sequence[object]]], progress: Progress
) -> Iterator[Line]:
    """Yield the rows with something in them, numbered as the file numbers them.

    :raises Invalid: there are none, or too many, or one is too wide.
    """
    count = 0
    for number, row in rows:
        cells = [_words(value) for value in row]
        while cells and not cells[-1].strip():
            cells.pop()
        if not cells:
            continue
        count += 1
        if count > MOST_ROWS:
            raise too_many_rows()
        if len(cells) > MOST_COLUMNS:
            raise Invalid(
                N_("Dòng {row} có hơn {limit} cột. Xin bỏ các cột thừa."),
                code="too_many_columns",
                row=number,
                limit=MOST_COLUMNS,
            )
        if count % _PROGRESS_ROWS == 0:
            progress(count)
        yield Line(number, cells)
    if not count:
        raise empty()


def _words(value: object) -> str:
    """Return what a cell says, as people write it."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, dt.date):
        return value.strftime("%d/%m/%Y")
    return str(value)[:_MOST_KEPT]

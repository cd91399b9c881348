"""Write the access log as CSV that a spreadsheet in Vietnamese opens."""

import csv
from collections.abc import Iterator
from pathlib import Path

import msgspec

from kiosk.exports.child import run_child
from kiosk.exports.csv_cells import escape_formula

HEADING = (
    *("Thời gian", "Tài khoản", "Họ và tên", "Địa chỉ", "Cổng"),
    *("Việc", "Chi tiết", "Số lần"),
)


class AccessLogSheet(msgspec.Struct, frozen=True):
    """How many rows the file beside it holds, as JSON lines of cells."""

    rows: int


def make(content: AccessLogSheet, out: Path, rows: Path) -> Iterator[tuple[int, int]]:
    """Write `made.csv`; yield rows done and total."""
    made = out / "made.csv"
    with (
        rows.open("rb") as lines,
        made.open("w", encoding="utf-8-sig", newline="") as file,
    ):
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADING)
        for line in lines:
            cells = msgspec.json.decode(line, type=list[str])
            writer.writerow(map(escape_formula, cells))
    yield content.rows, content.rows


if __name__ == "__main__":
    run_child(AccessLogSheet, make)

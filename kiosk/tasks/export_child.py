"""Write tasks as XLSX, and as CSV for Excel in Vietnamese; in the sandbox."""

import csv
import datetime as dt
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from openpyxl import Workbook

from kiosk.exports.child import run_child
from kiosk.exports.csv_cells import escape_formula
from kiosk.exports.workbook import SheetWriter
from kiosk.tasks.export import TaskList
from kiosk.tasks.queries.structs import TaskLine
from kiosk.tasks.rules import STATE_LABELS, TIMELINESS_LABELS, Timeliness

# With the width of each column.
_HEADINGS = {
    "STT": 6,
    "Mã nhiệm vụ": 13,
    "Nội dung nhiệm vụ": 60,
    "Đơn vị chủ trì": 32,
    "Đơn vị phối hợp": 32,
    "Thời hạn": 13,
    "Trạng thái": 20,
    "Tiến độ": 16,
    "Số ngày quá hạn": 10,
    "Hội nghị": 40,
    "Kết luận số": 10,
    "Nội dung chương trình": 32,
}
Value = str | int | dt.date | None


def _values(number: int, line: TaskLine) -> list[Value]:
    is_late = line.timeliness is Timeliness.LATE
    return [
        number,
        line.id,
        line.text,
        line.lead_unit,
        "; ".join(line.cooperating),
        line.due_date,
        STATE_LABELS[line.state],
        TIMELINESS_LABELS[line.timeliness],
        line.days_late if is_late else None,
        line.meeting_title,
        line.conclusion_number,
        line.item_title,
    ]


def _csv_cell(value: Value) -> Value:
    if isinstance(value, dt.date):
        return value.strftime("%d/%m/%Y")
    return escape_formula(value) if isinstance(value, str) else value


def as_csv(lines: Sequence[TaskLine]) -> bytes:
    """Return CSV that Excel in Vietnamese opens by a double click."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(_HEADINGS)
    for number, line in enumerate(lines, 1):
        writer.writerow(map(_csv_cell, _values(number, line)))
    return text.getvalue().encode("utf-8-sig")


def write_xlsx(lines: Sequence[TaskLine], path: Path) -> None:
    """Write the list as a workbook with a frozen heading and true dates."""
    book = Workbook(write_only=True)
    sheet = SheetWriter(book, "Nhiệm vụ", _HEADINGS.values())
    sheet.freeze(1)
    sheet.write(_HEADINGS, bold=True)
    for number, line in enumerate(lines, 1):
        sheet.write(_values(number, line))
    book.save(path)


def make(content: TaskList, out: Path) -> Iterator[tuple[int, int]]:
    """Write both files; yield tasks done and total."""
    (out / "made.csv").write_bytes(as_csv(content.lines))
    write_xlsx(content.lines, out / "made.xlsx")
    yield len(content.lines), len(content.lines)


if __name__ == "__main__":
    run_child(TaskList, make)

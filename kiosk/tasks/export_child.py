"""Write tasks as XLSX, and as CSV for Excel in Vietnamese; in the sandbox."""

import csv
import datetime as dt
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from kiosk.exports.child import run_child
from kiosk.exports.csv_cells import escape_formula
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
        escape_formula(line.text),
        escape_formula(line.lead_unit),
        escape_formula("; ".join(line.cooperating)),
        line.due_date,
        STATE_LABELS[line.state],
        TIMELINESS_LABELS[line.timeliness],
        line.days_late if is_late else None,
        escape_formula(line.meeting_title),
        line.conclusion_number,
        escape_formula(line.item_title),
    ]


def as_csv(lines: Sequence[TaskLine]) -> bytes:
    """Return CSV that Excel in Vietnamese opens by a double click."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(_HEADINGS)
    for number, line in enumerate(lines, 1):
        writer.writerow(
            one.strftime("%d/%m/%Y") if isinstance(one, dt.date) else one
            for one in _values(number, line)
        )
    return text.getvalue().encode("utf-8-sig")


def write_xlsx(lines: Sequence[TaskLine], path: Path) -> None:
    """Write the list as a workbook with a frozen heading and true dates."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Nhiệm vụ")
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEFGHIJKL", _HEADINGS.values(), strict=True):
        sheet.column_dimensions[letter].width = width
    heading = [WriteOnlyCell(sheet, value=words) for words in _HEADINGS]
    for cell in heading:
        cell.font = Font(bold=True)
    sheet.append(heading)
    for number, line in enumerate(lines, 1):
        row = [WriteOnlyCell(sheet, value=one) for one in _values(number, line)]
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(cell.value, dt.date):
                cell.number_format = "dd/mm/yyyy"
        sheet.append(row)
    book.save(path)


def make(content: TaskList, out: Path) -> Iterator[tuple[int, int]]:
    """Write both files; yield tasks done and total."""
    (out / "made.csv").write_bytes(as_csv(content.lines))
    write_xlsx(content.lines, out / "made.xlsx")
    yield len(content.lines), len(content.lines)


if __name__ == "__main__":
    run_child(TaskList, make)

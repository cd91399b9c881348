"""Statistics as XLSX: `python -m kiosk.speaking.workbook`, in the sandbox."""

from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook

from kiosk.exports.child import run_child
from kiosk.exports.workbook import Row, SheetWriter
from kiosk.speaking.report import (
    PersonRow,
    SpeakingReport,
    SpeechRow,
    UnitRow,
    minutes_and_seconds,
)

UNIT_HEADINGS = (
    *("STT", "Đơn vị", "Số người", "Số người đã phát biểu", "Số lượt"),
    *("Thời gian (phút:giây)", "Thời gian được phân", "Còn lại"),
)
PERSON_HEADINGS = (
    *("STT", "Họ và tên", "Chức vụ", "Đơn vị", "Điểm cầu", "Số lượt"),
    "Thời gian (phút:giây)",
)
SPEECH_HEADINGS = (
    *("STT", "Họ và tên", "Chức vụ", "Đơn vị", "Điểm cầu", "Hình thức", "Nội dung"),
    *("Mục chương trình", "Bắt đầu", "Kết thúc", "Thời gian (phút:giây)"),
)
UNIT_WIDTHS = (6, 44, 12, 22, 10, 22, 20, 14)
PERSON_WIDTHS = (6, 32, 32, 40, 28, 10, 22)
SPEECH_WIDTHS = (6, 32, 32, 40, 28, 20, 44, 44, 12, 12, 22)
# Rows written between two reports of progress.
PROGRESS_ROWS = 500


def unit_cells(row: UnitRow) -> Row:
    """Return the cells of a unit."""
    left = row.budget_seconds - row.seconds
    over = f"vượt {minutes_and_seconds(-left)}" if left < 0 else ""
    budget = (
        minutes_and_seconds(row.budget_seconds),
        over or minutes_and_seconds(left),
    )
    return (
        row.unit,
        row.people,
        row.spoken,
        row.times,
        minutes_and_seconds(row.seconds),
        *(budget if row.budget_seconds else ("", "")),
    )


def person_cells(row: PersonRow) -> Row:
    """Return the cells of a member."""
    time = minutes_and_seconds(row.seconds) if row.times else "Chưa phát biểu"
    return row.name, row.position, row.unit, row.site, row.times, time


def speech_cells(row: SpeechRow) -> Row:
    """Return the cells of a speech."""
    who = (row.name, row.position, row.unit, row.site)
    time = minutes_and_seconds(row.seconds)
    return *who, row.kind, row.topic, row.item, row.began, row.ended, time


class _StatisticsSheet:
    """One sheet of a write-only workbook, with a heading and numbered rows."""

    def __init__(
        self,
        book: Workbook,
        name: str,
        report: SpeakingReport,
        columns: tuple[tuple[str, ...], tuple[int, ...]],
    ) -> None:
        headings, widths = columns
        self._sheet, self._rows = SheetWriter(book, name, widths), 0
        self._sheet.freeze(4, columns=2)
        heading = f"THỐNG KÊ PHÁT BIỂU – {name.upper()}"
        self._sheet.write_title(heading, report.title, report.day)
        self._sheet.write(headings, bold=True)

    def add(self, cells: Row) -> None:
        """Write a numbered row."""
        self._rows += 1
        self._sheet.write((self._rows, *cells))


def write_statistics(report: SpeakingReport, out: Path) -> Iterator[tuple[int, int]]:
    """Write the workbook; yield rows done and total."""
    book = Workbook(write_only=True)
    sheets: tuple[
        tuple[str, tuple[tuple[str, ...], tuple[int, ...]], list[Row]], ...
    ] = (
        ("Đơn vị", (UNIT_HEADINGS, UNIT_WIDTHS), [*map(unit_cells, report.units)]),
        (
            "Cá nhân",
            (PERSON_HEADINGS, PERSON_WIDTHS),
            [*map(person_cells, report.people)],
        ),
        (
            "Lượt phát biểu",
            (SPEECH_HEADINGS, SPEECH_WIDTHS),
            [*map(speech_cells, report.speeches)],
        ),
    )
    total, done = sum(len(rows) for *_, rows in sheets), 0
    for name, columns, rows in sheets:
        sheet = _StatisticsSheet(book, name, report, columns)
        for row in rows:
            sheet.add(row)
            done += 1
            if done % PROGRESS_ROWS == 0:
                yield done, total
    book.save(out / "made.xlsx")
    yield total, total


if __name__ == "__main__":
    run_child(SpeakingReport, write_statistics)

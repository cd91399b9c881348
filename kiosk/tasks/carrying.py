"""What became of earlier conclusions, as a paper of the next meeting; pure."""

import datetime as dt
from collections.abc import Mapping, Sequence
from enum import StrEnum

import msgspec

from kiosk.official_papers.blocks import (
    CellAlign,
    finished,
    head_row,
    paragraph,
    table_row,
)
from kiosk.official_papers.rules import (
    ENDINGS,
    Block,
    OfficialPaper,
    PaperFamily,
    Table,
)
from kiosk.tasks.queries.structs import TaskLine
from kiosk.tasks.rules import STATE_LABELS, TaskState, Timeliness
from kiosk.vietnamese import date_words

CARRY_JOB = "carry_tasks"
ITEM_TITLE = "Tình hình thực hiện kết luận các kỳ họp trước"
ITEM_MINUTES = 10
REPORT_FILE = "Tình hình thực hiện nhiệm vụ.pdf"
_HEADS = ("STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Thời hạn", "Tình hình")
_ALIGNS: tuple[CellAlign, ...] = ("center", "left", "left", "center", "left")
# In mm; the sum is the width of the text on A4.
_WIDTHS = [11.0, 62.0, 32.0, 22.0, 38.0]


class ReportState(StrEnum):
    """How far the report of a meeting is."""

    WAITING = "waiting"
    MADE = "made"
    FAILED = "failed"


def tasks_report(
    form: OfficialPaper,
    lines: Sequence[TaskLine],
    words: Mapping[int, str],
    today: dt.date,
) -> OfficialPaper:
    """Return the report: figures, then each task, late ones first.

    :param form: with header and signatures.
    :param words: what the units reported last, by task.
    """
    rows = [
        table_row(
            [
                str(number),
                line.text,
                line.lead_unit,
                line.due_date.strftime("%d/%m/%Y") if line.due_date else "",
                _situation(line, words.get(line.id, "")),
            ],
            _ALIGNS,
        )
        for number, line in enumerate(lines, 1)
    ]
    first = "tình" if form.family is PaperFamily.PARTY else "Tình"
    body: list[Block] = [
        paragraph(finished(_figures(lines, today), ENDINGS[form.family])),
        Table([head_row(_HEADS)], rows, _WIDTHS),
    ]
    return msgspec.structs.replace(
        form,
        type_name="BÁO CÁO",
        summary=f"{first} hình thực hiện nhiệm vụ từ kết luận các kỳ họp trước",
        body=body,
    )


def _figures(lines: Sequence[TaskLine], today: dt.date) -> str:
    done = sum(line.state is TaskState.CONFIRMED for line in lines)
    waiting = sum(line.state is TaskState.DONE for line in lines)
    late = sum(line.timeliness is Timeliness.LATE for line in lines)
    open_ones = len(lines) - done - waiting
    return (
        f"Đến {date_words(today)}, trong {len(lines)} nhiệm vụ được giao từ kết luận"
        f" các kỳ họp trước: {done} đã hoàn thành, {waiting} chờ xác nhận, {open_ones}"
        f" đang thực hiện, trong đó {late} quá hạn"
    )


def _situation(line: TaskLine, words: str) -> str:
    """Return state, lateness and last report of a task."""
    state = STATE_LABELS[line.state]
    if line.timeliness is Timeliness.LATE:
        state = f"{state}, quá hạn {line.days_late} ngày"
    return f"{state}.\n{words}" if words else state

"""Appendices of a meeting's papers: its programme, and its tasks as a table; pure."""

import msgspec

from kiosk.meeting_papers.content.conclusion_notice import PaperConclusion
from kiosk.meeting_papers.content.meeting import capitalised
from kiosk.official_papers.blocks import CellAlign, head_row, paragraph, table_row
from kiosk.official_papers.rules import Appendix, OfficialPaper, Table
from kiosk.vietnamese import number as figure

_TABLE_POINTER = "Nhiệm vụ giao các cơ quan, đơn vị được tổng hợp tại Phụ lục kèm theo."
_TASK_HEADS = ("STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn")
_TASK_ALIGNS: tuple[CellAlign, ...] = ("center", "left", "left", "left", "center")
# In mm; the sum is the width of the text.
_TEXT_WIDTH = 165.0
_TASK_WIDTHS = [13.0, 62.0, 32.0, 32.0, 26.0]


class ProgrammeLine(msgspec.Struct, frozen=True):
    """An agenda item as printed; without minutes its time is not planned."""

    number: str
    title: str
    presenter: str = ""
    minutes: int = 0


class _Column(msgspec.Struct, frozen=True):
    """A column of the programme; its width in mm."""

    head: str
    width: float
    align: CellAlign
    texts: list[str]


def _minutes(line: ProgrammeLine) -> str:
    return f"{figure(line.minutes)} phút" if line.minutes else ""


def programme_appendix(title: str, lines: list[ProgrammeLine]) -> Appendix:
    """Return the agenda of a meeting with this title as a table.

    What is entered for no item has no column.
    """
    columns = [
        _Column("STT", 15.0, "center", [line.number for line in lines]),
        _Column("Nội dung", 80.0, "left", [line.title for line in lines]),
        _Column("Người trình bày", 45.0, "left", [line.presenter for line in lines]),
        _Column("Thời lượng", 25.0, "center", [_minutes(line) for line in lines]),
    ]
    kept = [one for one in columns if any(one.texts)]
    aligns = [one.align for one in kept]
    rows = [
        table_row([one.texts[index] for one in kept], aligns)
        for index in range(len(lines))
    ]
    widths = [one.width for one in kept]
    widths[1] += _TEXT_WIDTH - sum(widths)
    table = Table([head_row(one.head for one in kept)], rows, widths)
    return Appendix(f"Chương trình {title}", [table])


def with_task_table(
    notice: OfficialPaper, conclusions: list[PaperConclusion]
) -> OfficialPaper:
    """Return a notice of conclusions that refers to a table of them, and has it."""
    *before, closing = notice.body
    return msgspec.structs.replace(
        notice,
        body=[*before, paragraph(_TABLE_POINTER), closing],
        appendices=[_task_table(conclusions)],
    )


def _task_table(conclusions: list[PaperConclusion]) -> Appendix:
    """Return the conclusions as a table, numbered as in the notice."""
    rows = [
        table_row(
            [
                *(str(index), capitalised(each.text.strip()), each.lead_unit),
                "; ".join(each.coordinating_units),
                f"{each.due_date:%d/%m/%Y}" if each.due_date else "",
            ],
            _TASK_ALIGNS,
        )
        for index, each in enumerate(conclusions, 1)
    ]
    table = Table([head_row(_TASK_HEADS)], rows, _TASK_WIDTHS)
    return Appendix("Bảng phân công nhiệm vụ", [table])

"""Figures and cross tables as rows of a spreadsheet; pure."""

from collections.abc import Iterator

import msgspec

from kiosk.surveys.results.cross_tables import CrossRow, CrossTable
from kiosk.surveys.results.figures import FigureRow, QuestionFigures
from kiosk.surveys.results.labels import VARIABLE_LABELS
from kiosk.surveys.rules.questions import ClassKind

SheetCell = str | float | int


class SheetRow(msgspec.Struct, frozen=True):
    """A row of cells."""

    cells: tuple[SheetCell, ...]
    is_bold: bool = False


def figure_rows(figures: QuestionFigures) -> Iterator[SheetRow]:
    """Yield the rows of a question: its text, then row, value, count, percent."""
    question = figures.question
    yield SheetRow(())
    yield SheetRow((f"Câu {question.number}. {question.text}",), is_bold=True)
    yield SheetRow(("Số người trả lời", figures.answered))
    if figures.numbers:
        yield SheetRow(("Trung bình", round(figures.numbers.mean, 4)))
        yield SheetRow(("Trung vị", figures.numbers.median))
    for row in figures.rows:
        yield from _bar_rows(row)


def _bar_rows(row: FigureRow) -> Iterator[SheetRow]:
    for bar in row.bars:
        percent = round(100 * bar.count / row.answered, 2) if row.answered else 0
        yield SheetRow((row.label, bar.label, bar.count, percent))
    if row.mean is not None:
        yield SheetRow((row.label, "Trung bình", round(row.mean, 4)))


def cross_rows(
    figures: QuestionFigures, table: CrossTable, rest: str, no_group: str
) -> Iterator[SheetRow]:
    """Yield a question crossed with a variable: a row for each group."""
    question, variable = figures.question, VARIABLE_LABELS[ClassKind(table.variable)]
    yield SheetRow(())
    yield SheetRow((f"Câu {question.number}. {question.text}",), is_bold=True)
    if not table.rows:
        yield SheetRow((f"{variable}: có nhóm dưới 5 phiếu nên không so sánh",))
        return
    yield SheetRow((variable, "Số người", *cross_heads(table.rows[0])), is_bold=True)
    for row in table.rows:
        name = rest if row.is_rest else row.group or no_group
        yield SheetRow((name, row.answered, *cross_cells(row)))


def cross_heads(row: CrossRow) -> list[str]:
    """Return the heads of the figures of a group."""
    heads = [
        ": ".join(filter(None, (each.label, bar.label)))
        for each in row.rows
        for bar in each.bars
    ]
    return heads or ["Trung bình"]


def cross_cells(row: CrossRow) -> list[SheetCell]:
    """Return the figures of a group: counts, or the mean of numbers."""
    counts: list[SheetCell] = [bar.count for each in row.rows for bar in each.bars]
    if counts:
        return counts
    return ["" if row.mean is None else round(row.mean, 4)]

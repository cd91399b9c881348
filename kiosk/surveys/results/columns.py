"""The answers as a table for statistics programs: columns, codes and labels; pure."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

import msgspec

from kiosk.surveys.results.questions import CountedQuestion, FigureChoice, Measure


class ColumnKind(StrEnum):
    """What stands in a column."""

    # A code, which the codebook names.
    CODE = "code"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"


class DataColumn(msgspec.Struct, frozen=True):
    """A column: which part of which answer it holds.

    `part` is the row of a matrix, the ranked option, or the option of several; empty
    where the question has one column.
    """

    name: str
    label: str
    kind: ColumnKind
    question: str
    part: str = ""
    # Codes from 1 by value as answered, with their labels.
    codes: tuple[tuple[str, int, str], ...] = ()
    is_ticked: bool = False
    is_ranked: bool = False


CHOSEN = (("1", 1, "Có"), ("0", 0, "Không"))


def data_columns(questions: Iterable[CountedQuestion]) -> list[DataColumn]:
    """Return the columns of all questions, in the order of the form."""
    return [column for question in questions for column in _columns(question)]


def _columns(question: CountedQuestion) -> list[DataColumn]:
    name = f"q{question.number}"
    if question.is_multiple:
        return [
            _part(question, f"{name}_{n}", value, CHOSEN, is_ticked=True)
            for n, value in enumerate(question.values, 1)
        ]
    codes = _codes(question)
    if question.rows[0].value:
        return [
            _part(question, f"{name}_{n}", row, codes, is_ranked=question.is_ranking)
            for n, row in enumerate(question.rows, 1)
        ]
    kinds = {
        Measure.NUMBERS: ColumnKind.NUMBER,
        Measure.DATES: ColumnKind.DATE,
        Measure.TEXTS: ColumnKind.TEXT,
    }
    kind = kinds.get(question.measure, ColumnKind.CODE)
    return [DataColumn(name, question.text, kind, question.key, codes=codes)]


def _codes(question: CountedQuestion) -> tuple[tuple[str, int, str], ...]:
    is_scale = question.measure is Measure.SCALE
    return tuple(
        (each.value, int(each.value) if is_scale else n, each.label)
        for n, each in enumerate(question.values, 1)
    )


def _part(
    question: CountedQuestion,
    name: str,
    part: FigureChoice,
    codes: tuple[tuple[str, int, str], ...],
    *,
    is_ticked: bool = False,
    is_ranked: bool = False,
) -> DataColumn:
    return DataColumn(
        name,
        f"{question.text} – {part.label}",
        ColumnKind.CODE,
        question.key,
        part.value,
        codes,
        is_ticked,
        is_ranked,
    )


def value_in(column: DataColumn, answers: Mapping[str, Any]) -> Any:
    """Return the value of a column in an answer; None: not answered."""
    answer = answers.get(column.question)
    if answer is None:
        return None
    if column.is_ticked:
        return "1" if column.part in answer else "0"
    if column.is_ranked:
        is_there = column.part in answer
        return str(answer.index(column.part) + 1) if is_there else None
    return answer.get(column.part) if column.part else answer


def coded_cell(column: DataColumn, answers: Mapping[str, Any]) -> str | float | int:
    """Return the code, number, date or text of a column; empty: not answered."""
    value = value_in(column, answers)
    if value is None:
        return ""
    if column.kind is not ColumnKind.CODE:
        return _plain(value)
    codes = {stored: code for stored, code, _ in column.codes}
    return codes.get(str(value), "")


def labelled_cell(column: DataColumn, answers: Mapping[str, Any]) -> str | float | int:
    """Return what people read; empty: not answered."""
    value = value_in(column, answers)
    if value is None:
        return ""
    if column.kind is not ColumnKind.CODE:
        return _plain(value)
    labels = {stored: label for stored, _, label in column.codes}
    return labels.get(str(value), "")


def _plain(value: Any) -> str | float | int:
    return value if isinstance(value, int | float) else str(value)

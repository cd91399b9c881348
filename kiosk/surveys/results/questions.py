"""What is counted of a question: its values, rows and measure; pure."""

import math
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import msgspec

# Cell of a question's table: row (of a matrix, or the ranked option) and value.
Cell = tuple[str, str]


class Measure(StrEnum):
    """How the values of a question are summed up."""

    # How often each option was chosen; one or many in an answer.
    OPTIONS = "options"
    # As options, with a mean: a scale, places of a ranking, rows of a matrix of scales.
    SCALE = "scale"
    NUMBERS = "numbers"
    DATES = "dates"
    TEXTS = "texts"


class FigureChoice(msgspec.Struct, frozen=True):
    """A value as answered, and how it is shown."""

    value: str
    label: str


class CountedQuestion(msgspec.Struct, frozen=True):
    """A question as it is counted."""

    key: str
    number: int
    text: str
    measure: Measure
    values: tuple[FigureChoice, ...] = ()
    # Rows of a matrix, or the options of a ranking; one without name otherwise.
    rows: tuple[FigureChoice, ...] = (FigureChoice("", ""),)
    is_ranking: bool = False
    # Several values may be chosen, so shares are of answers and add up to more.
    is_multiple: bool = False
    section: str = ""


def cells_of(question: CountedQuestion, answer: Any) -> Iterator[Cell]:
    """Yield the cells that an answer counts in; what does not fit counts nowhere.

    A list chooses several values, or ranks options from the first place on. A mapping
    answers a matrix: one value or several by row.
    """
    if isinstance(answer, dict):
        for row, value in answer.items():
            yield from ((str(row), each) for each in _values(value))
    elif question.is_ranking and isinstance(answer, list):
        yield from ((str(row), str(place)) for place, row in enumerate(answer, 1))
    else:
        yield from (("", each) for each in _values(answer))


def _values(answer: Any) -> Iterator[str]:
    if isinstance(answer, list):
        yield from (str(each) for each in answer)
    elif isinstance(answer, bool):
        yield str(int(answer))
    elif isinstance(answer, float):
        if math.isfinite(answer):
            yield str(int(answer)) if answer.is_integer() else repr(answer)
    elif answer is not None and answer != "":
        yield str(answer)

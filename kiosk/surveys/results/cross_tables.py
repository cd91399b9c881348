"""Cross a question with a variable, small groups merged; pure."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from kiosk.surveys.results.counting import QuestionCounts
from kiosk.surveys.results.disclosure import (
    REST,
    SMALLEST_GROUP,
    Combination,
    Grouping,
    safe_groupings,
)
from kiosk.surveys.results.figures import FigureRow, number_mean, rows_of
from kiosk.surveys.results.questions import Cell, CountedQuestion, Measure
from kiosk.vietnamese import collation_key


class CrossRow(msgspec.Struct, frozen=True):
    """A group, or the rest; `rows` are as in the figures of the question."""

    group: str
    answered: int
    rows: tuple[FigureRow, ...]
    # Of numbers only.
    mean: float | None = None
    is_rest: bool = False
    # Groups that are merged in the rest.
    merged: int = 0


class CrossTable(msgspec.Struct, frozen=True):
    """A question crossed with a variable; without rows it must not be shown."""

    variable: str
    rows: tuple[CrossRow, ...] = ()


def cross_tables(
    question: CountedQuestion, counts: QuestionCounts, variables: Sequence[str]
) -> tuple[CrossTable, ...]:
    """Return the tables of a question, which no small group can be computed from.

    The groups are merged by the answers to this question: those who did not answer it
    are in none of its rows. Texts are never crossed.
    """
    if question.measure is Measure.TEXTS:
        return ()
    if counts.answered.total() < SMALLEST_GROUP:
        return tuple(CrossTable(variable) for variable in variables)
    groupings = safe_groupings(counts.answered, len(variables))
    return tuple(
        CrossTable(variable, _rows(question, counts, index, groupings[index]))
        for index, variable in enumerate(variables)
    )


def _rows(
    question: CountedQuestion, counts: QuestionCounts, index: int, grouping: Grouping
) -> tuple[CrossRow, ...]:
    if not grouping:
        return ()
    answered: Counter[str] = Counter()
    cells: defaultdict[str, Counter[Cell]] = defaultdict(Counter)
    for combination, count in counts.answered.items():
        answered[_place(combination, index, grouping)] += count
    for combination, found in counts.cells.items():
        cells[_place(combination, index, grouping)].update(found)
    merged = sum(place == REST for place in grouping.values())
    return tuple(
        _row(question, place, answered[place], cells[place], merged)
        for place in sorted(answered, key=_order)
    )


def _place(combination: Combination, index: int, grouping: Grouping) -> str:
    return grouping[combination[index]]


def _order(place: str) -> tuple[bool, bool, str]:
    """Return the order of rows: by name, those who said none, then the rest."""
    return place == REST, not place, collation_key(place)


def _row(
    question: CountedQuestion,
    place: str,
    answered: int,
    cells: Mapping[Cell, int],
    merged: int,
) -> CrossRow:
    is_rest = place == REST
    name = "" if is_rest else place
    if question.measure is Measure.NUMBERS:
        mean = number_mean(cells)
        return CrossRow(name, answered, (), mean, is_rest, merged if is_rest else 0)
    rows = rows_of(question, cells, answered)
    return CrossRow(name, answered, rows, None, is_rest, merged if is_rest else 0)

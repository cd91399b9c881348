"""Turn counts into the figures of each question; pure."""

from collections import Counter
from collections.abc import Mapping

import msgspec

from kiosk.surveys.results.counting import QuestionCounts
from kiosk.surveys.results.questions import Cell, CountedQuestion, FigureChoice, Measure
from kiosk.vietnamese import number

# More distinct numbers than this are shown in classes of equal width.
MOST_SINGLE_NUMBERS = 20
NUMBER_CLASSES = 10


class Bar(msgspec.Struct, frozen=True):
    """How often a value was answered."""

    label: str
    count: int


class FigureRow(msgspec.Struct, frozen=True):
    """The bars of a question, or of one row of a matrix or ranking."""

    label: str
    bars: tuple[Bar, ...]
    # Answers to this row; of several choices in one answer it counts once.
    answered: int
    mean: float | None = None


class NumberFigures(msgspec.Struct, frozen=True):
    """Mean and quartiles of numbers."""

    mean: float
    low_quartile: float
    median: float
    high_quartile: float


class QuestionFigures(msgspec.Struct, frozen=True):
    """What a question's part of the results page shows."""

    question: CountedQuestion
    answered: int
    rows: tuple[FigureRow, ...] = ()
    numbers: NumberFigures | None = None
    # Distinct texts.
    texts: int = 0


def figures_of(question: CountedQuestion, counts: QuestionCounts) -> QuestionFigures:
    """Return the figures over all answers."""
    answered = counts.answered.total()
    if question.measure is Measure.TEXTS:
        return QuestionFigures(question, answered, texts=len(counts.texts))
    totals = counts.totals()
    if question.measure is Measure.NUMBERS:
        numbers = _numbers(totals)
        bars = _number_bars(numbers)
        row = FigureRow("", bars, answered)
        return QuestionFigures(question, answered, (row,), number_figures(numbers))
    return QuestionFigures(question, answered, rows_of(question, totals, answered))


def rows_of(
    question: CountedQuestion, totals: Mapping[Cell, int], answered: int
) -> tuple[FigureRow, ...]:
    """Return the rows with one bar for each value."""
    if question.measure is Measure.DATES:
        dates = sorted(totals.items())
        bars = tuple(Bar(_day(value), count) for (_, value), count in dates)
        return (FigureRow("", bars, answered),)
    return tuple(_row(question, row, totals, answered) for row in question.rows)


def _day(value: str) -> str:
    return "/".join(reversed(value.split("-")))


def _row(
    question: CountedQuestion,
    row: FigureChoice,
    totals: Mapping[Cell, int],
    answered: int,
) -> FigureRow:
    bars = tuple(
        Bar(each.label, totals.get((row.value, each.value), 0))
        for each in question.values
    )
    is_scale = question.measure is Measure.SCALE
    counts = {
        value: totals.get((row.value, each.value), 0)
        for each in question.values
        if is_scale and (value := _number(each.value)) is not None
    }
    # Some rows of a matrix may be unanswered; where one value is chosen they add up.
    in_row = answered if question.is_multiple else sum(bar.count for bar in bars)
    return FigureRow(row.label, bars, in_row, _mean(counts))


def _number(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


def _numbers(totals: Mapping[Cell, int]) -> Counter[float]:
    found: Counter[float] = Counter()
    for (_, value), count in totals.items():
        parsed = _number(value)
        if parsed is not None:
            found[parsed] += count
    return found


def _mean(counts: Mapping[float, int]) -> float | None:
    total = sum(counts.values())
    if not total:
        return None
    return sum(value * count for value, count in counts.items()) / total


def number_mean(totals: Mapping[Cell, int]) -> float | None:
    """Return the mean of numbers; None: there are none."""
    return _mean(_numbers(totals))


def number_figures(numbers: Counter[float]) -> NumberFigures | None:
    """Return mean and quartiles; None: there are no numbers."""
    mean = _mean(numbers)
    if mean is None:
        return None
    low, middle, high = (_quantile(numbers, share) for share in (0.25, 0.5, 0.75))
    return NumberFigures(mean, low, middle, high)


def _quantile(numbers: Counter[float], share: float) -> float:
    """Return the number of rank ⌈share · n⌉ (the lower one between two)."""
    wanted, seen = share * numbers.total(), 0
    value = 0.0
    for value in sorted(numbers):
        seen += numbers[value]
        if seen >= wanted:
            break
    return value


def _number_bars(numbers: Counter[float]) -> tuple[Bar, ...]:
    if len(numbers) <= MOST_SINGLE_NUMBERS:
        return tuple(Bar(number_text(each), numbers[each]) for each in sorted(numbers))
    least, most = min(numbers), max(numbers)
    width = (most - least) / NUMBER_CLASSES
    counts = [0] * NUMBER_CLASSES
    for value, count in numbers.items():
        counts[min(int((value - least) / width), NUMBER_CLASSES - 1)] += count
    edges = [least + width * n for n in range(NUMBER_CLASSES + 1)]
    return tuple(
        Bar(f"{number_text(edges[n])} – {number_text(edges[n + 1])}", counts[n])
        for n in range(NUMBER_CLASSES)
    )


def number_text(value: float) -> str:
    """Return a number with at most two decimals, in Vietnamese notation."""
    return number(value, 2).rstrip("0").rstrip(",")

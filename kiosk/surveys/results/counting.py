"""Count the answers of a survey in one pass; pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from kiosk.surveys.results.disclosure import Combination
from kiosk.surveys.results.questions import Cell, CountedQuestion, Measure, cells_of
from kiosk.vietnamese import nfc


class CountedAnswer(Protocol):
    """An answered form: values by question, and the groups that were asked for."""

    @property
    def answers(self) -> Mapping[str, Any]:
        """Return the value by question key."""

    @property
    def classes(self) -> Mapping[str, str]:
        """Return the group by variable."""


class QuestionCounts:
    """What was counted of one question, by combination of groups."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.answered: Counter[Combination] = Counter()
        self.cells: defaultdict[Combination, Counter[Cell]] = defaultdict(Counter)
        self.texts: Counter[str] = Counter()

    def totals(self) -> Counter[Cell]:
        """Return the cells over all groups."""
        found: Counter[Cell] = Counter()
        for cells in self.cells.values():
            found.update(cells)
        return found


class SurveyCounts:
    """What was counted of a survey."""

    def __init__(
        self, questions: Sequence[CountedQuestion], variables: Sequence[str]
    ) -> None:
        """Count these questions, crossed with these variables."""
        self.answers = 0
        self.combinations: Counter[Combination] = Counter()
        self.by_question = {each.key: QuestionCounts() for each in questions}
        self._questions = [(each.key, each) for each in questions]
        self._variables = tuple(variables)

    def add_all(self, rows: Iterable[CountedAnswer]) -> None:
        """Count all these answers."""
        for row in rows:
            self.add(row)

    def add(self, row: CountedAnswer) -> None:
        """Count one answered form."""
        self.answers += 1
        groups = row.classes
        combination = tuple(str(groups.get(each) or "") for each in self._variables)
        self.combinations[combination] += 1
        answers = row.answers
        for key, question in self._questions:
            answer = answers.get(key)
            if answer is not None:
                self._add_answer(question, combination, answer)

    def _add_answer(
        self, question: CountedQuestion, combination: Combination, answer: Any
    ) -> None:
        counts = self.by_question[question.key]
        if question.measure is Measure.TEXTS:
            text = nfc(str(answer))
            if text:
                counts.answered[combination] += 1
                counts.texts[text] += 1
            return
        cells = list(cells_of(question, answer))
        if cells:
            counts.answered[combination] += 1
            counts.cells[combination].update(cells)

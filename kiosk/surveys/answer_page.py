"""What the answering page shows of a survey."""

import secrets
from dataclasses import dataclass
from random import Random

from kiosk.surveys.queries import SurveyForm
from kiosk.surveys.rules.questions import (
    Choice,
    ClassQuestion,
    Question,
    QuestionKind,
    scale_points,
)
from kiosk.surveys.rules.sent import Fields, class_field, first

SEED_FIELD = "order"


@dataclass(frozen=True)
class AnswerPage:
    """A form with what was sent so far, and the faults in it."""

    form: SurveyForm
    sent: Fields
    # Sentences in the reader's language, by question key.
    faults: dict[str, str]
    # Random orders stay when the page comes back with a fault.
    seed: str = ""

    @classmethod
    def of(cls, form: SurveyForm, sent: Fields, faults: dict[str, str]) -> "AnswerPage":
        """Return the page, with the order in which it was shown before."""
        seed = first(sent, SEED_FIELD)[:16] or secrets.token_hex(4)
        return cls(form, sent, faults, seed)

    def options(self, question: Question) -> list[Choice]:
        """Return the options in the order of this page."""
        return self._ordered(question, question.options)

    def rows(self, question: Question) -> list[Choice]:
        """Return a matrix's rows in the order of this page."""
        return self._ordered(question, question.rows)

    def _ordered(self, question: Question, choices: list[Choice]) -> list[Choice]:
        # A matrix's columns are a scale: only its rows are shuffled.
        is_scale = question.kind == QuestionKind.MATRIX and choices is question.options
        if not question.is_shuffled or is_scale:
            return choices
        order = Random(f"{self.seed}/{question.key}")  # noqa: S311 no secret
        return order.sample(choices, len(choices))

    def points(self, question: Question) -> list[int]:
        """Return the points of a scale."""
        return scale_points(question)

    def value(self, name: str) -> str:
        """Return what was sent in a field."""
        return first(self.sent, name)

    def is_chosen(self, name: str, value: str) -> bool:
        """Tell whether an option was chosen."""
        return value in self.sent.get(name, ())

    def plain(self, number: float) -> str:
        """Return a limit as people write it."""
        return f"{number:g}".replace(".", ",")

    def class_field(self, asked: ClassQuestion) -> str:
        """Return the name of a class's field."""
        return class_field(asked)

    def condition_text(self, question: Question) -> str:
        """Return the options on which the question depends, as one text."""
        if question.condition is None:
            return ""
        decider = next(
            one for one in self.form.questions if one.key == question.condition.question
        )
        texts = {option.key: option.text for option in decider.options}
        values = question.condition.values
        return ", ".join(f"“{texts.get(value, value)}”" for value in values)

    def number_of(self, key: str) -> int:
        """Return a question's number, from 1."""
        keys = [one.key for one in self.form.questions]
        return keys.index(key) + 1

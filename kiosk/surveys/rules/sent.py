"""Read the fields of an answering form, by whichever way they were sent.

Fields are named by the question's key; of a matrix `key.row`, of a ranking
`key.option`, whose value is the place from 1.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from kiosk.surveys.rules.questions import ClassQuestion, Question, QuestionKind

Fields = Mapping[str, Sequence[str]]
# What browsers without a date field let people type.
_TYPED_DATE = re.compile(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*")
CODE_FIELD = "invitation_code"


def read_answers(questions: Sequence[Question], fields: Fields) -> dict[str, Any]:
    """Return the answers as `check_answers` takes them."""
    return {one.key: _read(one, fields) for one in questions}


def read_classes(asked: Sequence[ClassQuestion], fields: Fields) -> dict[str, str]:
    """Return the chosen classes."""
    return {str(one.kind): first(fields, class_field(one)) for one in asked}


def class_field(asked: ClassQuestion) -> str:
    """Return the name of a class's field."""
    return f"class.{asked.kind}"


def first(fields: Fields, name: str) -> str:
    """Return the first value of a field; empty: there is none."""
    return next(iter(fields.get(name, ())), "")


def _read(question: Question, fields: Fields) -> Any:
    key = question.key
    if question.kind == QuestionKind.MULTIPLE:
        return list(fields.get(key, ()))
    if question.kind == QuestionKind.MATRIX:
        chosen = {row.key: first(fields, f"{key}.{row.key}") for row in question.rows}
        return {row: option for row, option in chosen.items() if option}
    if question.kind == QuestionKind.RANKING:
        return _read_ranking(question, fields)
    value = first(fields, key)
    if question.kind == QuestionKind.DATE and (typed := _TYPED_DATE.fullmatch(value)):
        day, month, year = typed.groups()
        return f"{year}-{month:0>2}-{day:0>2}"
    return value


def _read_ranking(question: Question, fields: Fields) -> list[str]:
    places = {
        option.key: first(fields, f"{question.key}.{option.key}")
        for option in question.options
    }
    if not any(places.values()):
        return []
    by_place = {place: key for key, place in places.items()}
    numbers = [str(number) for number in range(1, len(places) + 1)]
    # A place that is missing or given twice leaves too few.
    return [by_place[number] for number in numbers if number in by_place]

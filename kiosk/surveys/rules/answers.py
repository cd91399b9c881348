"""Check and normalise the answers of one person.

By kind, an answer is: single: an option's key; multiple: keys; scale: a whole number;
matrix: {row key: option key}; ranking: all option keys, best first; number: a number;
date: ISO; text: text. Answers that are not given are missing.
"""

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kiosk.errors import N_
from kiosk.surveys.rules.questions import (
    MAX_ANSWER_TEXT,
    ClassQuestion,
    Question,
    QuestionKind,
    scale_points,
)
from kiosk.vietnamese import nfc

Answers = dict[str, Any]
LARGEST_NUMBER = 1e15
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")

MISSING = N_("Xin trả lời câu này.")
NOT_AN_OPTION = N_("Xin chọn trong các phương án.")
MANY_CHOICES = N_("Đồng chí đã chọn nhiều hơn số được phép.")
NOT_WHOLE_MATRIX = N_("Xin chọn ở từng dòng.")
NOT_A_RANKING = N_("Xin xếp mỗi phương án một thứ tự, không trùng nhau.")
NOT_A_NUMBER = N_("Xin nhập một số.")
OUT_OF_RANGE = N_("Số này nằm ngoài giới hạn cho phép.")
NOT_A_DATE = N_("Xin nhập ngày.")
LONG_TEXT = N_("Câu trả lời quá dài.")


class FaultError(Exception):
    """An answer is not allowed; its sentence says why."""


def is_asked(question: Question, answers: Mapping[str, Any]) -> bool:
    """Tell whether the question's condition holds for normalised `answers`."""
    if question.condition is None:
        return True
    given = answers.get(question.condition.question)
    values = given if isinstance(given, list) else [given]
    return any(str(value) in question.condition.values for value in values)


def check_answers(
    questions: Sequence[Question], sent: Mapping[str, Any]
) -> tuple[Answers, dict[str, str]]:
    """Return normalised answers, and a sentence for each question at fault.

    Answers to questions that are not asked, or unknown, are dropped.
    """
    kept: Answers = {}
    faults: dict[str, str] = {}
    for question in questions:
        if not is_asked(question, kept):
            continue
        try:
            answer = normalised(question, sent.get(question.key))
        except FaultError as fault:
            faults[question.key] = str(fault)
        else:
            if answer is not None:
                kept[question.key] = answer
            elif question.is_required:
                faults[question.key] = MISSING
    return kept, faults


def check_classes(
    asked: Sequence[ClassQuestion], sent: Mapping[str, Any]
) -> dict[str, str]:
    """Return the classes that are asked for and were chosen from the list."""
    return {
        str(one.kind): sent[one.kind]
        for one in asked
        if sent.get(one.kind) in one.choices
    }


def normalised(question: Question, value: Any) -> Any:
    """Return the answer as it is kept; None: not answered.

    :raises FaultError: it is not allowed.
    """
    if value is None or value in ("", [], {}):
        return None
    return _READERS[question.kind](question, value)


def _single(question: Question, value: Any) -> str:
    keys = {option.key for option in question.options}
    if not isinstance(value, str) or value not in keys:
        raise FaultError(NOT_AN_OPTION)
    return value


def _multiple(question: Question, value: Any) -> list[str]:
    keys = [option.key for option in question.options]
    if not _are_texts(value) or not set(value) <= set(keys):
        raise FaultError(NOT_AN_OPTION)
    # In the order of the form, so that it does not tell in which it was chosen.
    chosen = [key for key in keys if key in value]
    if question.maximum is not None and len(chosen) > question.maximum:
        raise FaultError(MANY_CHOICES)
    return chosen


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _scale(question: Question, value: Any) -> int:
    points = {str(point): point for point in scale_points(question)}
    if not isinstance(value, str | int) or str(value) not in points:
        raise FaultError(NOT_AN_OPTION)
    return points[str(value)]


def _matrix(question: Question, value: Any) -> dict[str, str] | None:
    if not isinstance(value, dict):
        raise FaultError(NOT_AN_OPTION)
    keys = {option.key for option in question.options}
    chosen = {row.key: value[row.key] for row in question.rows if value.get(row.key)}
    if not all(isinstance(one, str) and one in keys for one in chosen.values()):
        raise FaultError(NOT_AN_OPTION)
    if question.is_required and len(chosen) < len(question.rows):
        raise FaultError(NOT_WHOLE_MATRIX)
    return chosen or None


def _ranking(question: Question, value: Any) -> list[str]:
    keys = sorted(option.key for option in question.options)
    if not _are_texts(value) or sorted(value) != keys:
        raise FaultError(NOT_A_RANKING)
    return list(value)


def _number(question: Question, value: Any) -> float | int:
    number = _read_number(value)
    low, high = question.minimum, question.maximum
    is_low = low is not None and number < low
    is_high = high is not None and number > high
    if is_low or is_high or abs(number) > LARGEST_NUMBER:
        raise FaultError(OUT_OF_RANGE)
    return int(number) if number.is_integer() else number


def _read_number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise FaultError(NOT_A_NUMBER)
    try:
        # A Vietnamese keyboard gives a decimal comma.
        number = float(str(value).strip().replace(",", "."))
    except ValueError:
        raise FaultError(NOT_A_NUMBER) from None
    if not math.isfinite(number):
        raise FaultError(NOT_A_NUMBER)
    return number


def _date(_question: Question, value: Any) -> str:
    if not isinstance(value, str) or not _ISO_DATE.fullmatch(value):
        raise FaultError(NOT_A_DATE)
    try:
        return dt.date.fromisoformat(value).isoformat()
    except ValueError:
        raise FaultError(NOT_A_DATE) from None


def _text(_question: Question, value: Any) -> str | None:
    if not isinstance(value, str):
        raise FaultError(NOT_AN_OPTION)
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    text = nfc("".join(c for c in lines if c.isprintable() or c == "\n")).strip()
    if len(text) > MAX_ANSWER_TEXT:
        raise FaultError(LONG_TEXT)
    return text or None


_READERS: dict[QuestionKind, Callable[[Question, Any], Any]] = {
    QuestionKind.SINGLE: _single,
    QuestionKind.MULTIPLE: _multiple,
    QuestionKind.SCALE: _scale,
    QuestionKind.MATRIX: _matrix,
    QuestionKind.RANKING: _ranking,
    QuestionKind.NUMBER: _number,
    QuestionKind.DATE: _date,
    QuestionKind.TEXT: _text,
}

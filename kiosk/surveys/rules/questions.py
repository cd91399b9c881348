"""Questions of a survey, and what a form may look like."""

from enum import StrEnum
from typing import Annotated

import msgspec

from kiosk.errors import N_, Invalid

MAX_QUESTIONS, MAX_OPTIONS, MAX_SCALE = 100, 40, 10
MAX_TEXT, MAX_INTRO, MAX_ANSWER_TEXT = 500, 4000, 2000

Key = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9]{0,11}$")]
Line = Annotated[str, msgspec.Meta(max_length=MAX_TEXT)]


class QuestionKind(StrEnum):
    """How a question is answered."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    SCALE = "scale"
    MATRIX = "matrix"
    RANKING = "ranking"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"


class ClassKind(StrEnum):
    """By what answers may be compared, where the survey asks for it."""

    UNIT = "unit"
    SITE = "site"
    AGE_GROUP = "age_group"


HAS_OPTIONS = frozenset(
    {
        QuestionKind.SINGLE,
        QuestionKind.MULTIPLE,
        QuestionKind.MATRIX,
        QuestionKind.RANKING,
    }
)
# A condition may look at the answers of these.
DECIDING_KINDS = frozenset(
    {QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.SCALE}
)


class Choice(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """An option of a question, or a row of a matrix."""

    key: Key
    text: Line


class Condition(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """Ask only if an earlier question was answered with one of `values`.

    `values`: keys of options, or points of a scale as text.
    """

    question: Key
    values: Annotated[list[str], msgspec.Meta(min_length=1, max_length=MAX_OPTIONS)]


class Question(
    msgspec.Struct, forbid_unknown_fields=True, frozen=True, omit_defaults=True
):
    """One question; `section`, if not empty, is a heading before it."""

    key: Key
    kind: QuestionKind
    text: Line
    section: Line = ""
    note: Line = ""
    # Of a matrix: its columns.
    options: Annotated[list[Choice], msgspec.Meta(max_length=MAX_OPTIONS)] = []
    rows: Annotated[list[Choice], msgspec.Meta(max_length=MAX_OPTIONS)] = []
    is_required: bool = False
    condition: Condition | None = None
    is_shuffled: bool = False
    # Of a number: its range; of a scale: its points; of multiple: most choices.
    minimum: float | None = None
    maximum: float | None = None
    # Of a scale: what its ends mean.
    low: Line = ""
    high: Line = ""


class ClassQuestion(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """What is asked to compare answers by; answering is optional."""

    kind: ClassKind
    choices: Annotated[list[Line], msgspec.Meta(min_length=1, max_length=400)]


def scale_points(question: Question) -> list[int]:
    """Return the points of a scale, 1 to 5 unless it says otherwise."""
    low = 1 if question.minimum is None else int(question.minimum)
    high = 5 if question.maximum is None else int(question.maximum)
    return list(range(low, high + 1))


def check_questions(questions: list[Question]) -> None:
    """Check a whole form.

    :raises Invalid: a question could not be answered; `number` counts from 1.
    """
    if len(questions) > MAX_QUESTIONS:
        raise Invalid(
            N_("Một phiếu có nhiều nhất {most} câu hỏi."),
            code="many_questions",
            most=MAX_QUESTIONS,
        )
    earlier: dict[str, Question] = {}
    for number, question in enumerate(questions, 1):
        fault = _fault_of(question) or _condition_fault(question, earlier)
        if question.key in earlier:
            fault = N_("Câu {number}: trùng mã câu hỏi.")
        if fault:
            raise Invalid(fault, code="bad_question", number=number)
        earlier[question.key] = question


def check_ready(title: str, questions: list[Question]) -> None:
    """Check that a survey may be opened.

    :raises Invalid: it has no title or no question.
    """
    if not title.strip():
        raise Invalid(N_("Phiếu chưa có tên. Xin đặt tên."), code="no_title")
    if not questions:
        raise Invalid(N_("Phiếu chưa có câu hỏi nào."), code="no_questions")
    check_questions(questions)


def _fault_of(question: Question) -> str:
    if not question.text.strip():
        return N_("Câu {number}: chưa có nội dung câu hỏi.")
    if question.kind in HAS_OPTIONS and (fault := _choices_fault(question.options, 2)):
        return fault
    if question.kind == QuestionKind.MATRIX:
        return _choices_fault(question.rows, 1)
    return _range_fault(question)


def _choices_fault(choices: list[Choice], least: int) -> str:
    if len(choices) < least:
        return N_("Câu {number}: chưa đủ phương án trả lời.")
    if not all(choice.text.strip() for choice in choices):
        return N_("Câu {number}: có phương án để trống.")
    texts = {choice.text.strip() for choice in choices}
    keys = {choice.key for choice in choices}
    if min(len(texts), len(keys)) < len(choices):
        return N_("Câu {number}: có hai phương án giống nhau.")
    return ""


def _range_fault(question: Question) -> str:
    low, high = question.minimum, question.maximum
    if question.kind == QuestionKind.SCALE:
        return _scale_fault(low, high)
    if low is not None and high is not None and low > high:
        return N_("Câu {number}: số nhỏ nhất lớn hơn số lớn nhất.")
    if question.kind == QuestionKind.MULTIPLE and high is not None and high < 1:
        return N_("Câu {number}: phải được chọn ít nhất một phương án.")
    return ""


def _scale_fault(low: float | None, high: float | None) -> str:
    first, last = (1.0 if low is None else low), (5.0 if high is None else high)
    is_whole = first.is_integer() and last.is_integer()
    if not is_whole or first not in {0, 1} or not first < last <= MAX_SCALE:
        return N_("Câu {number}: thang điểm bắt đầu từ 0 hoặc 1, cao nhất là 10.")
    return ""


def _condition_fault(question: Question, earlier: dict[str, Question]) -> str:
    if question.condition is None:
        return ""
    decider = earlier.get(question.condition.question)
    if decider is None or decider.kind not in DECIDING_KINDS:
        return N_("Câu {number}: điều kiện phải dựa vào một câu chọn ở phía trước.")
    if not set(question.condition.values) <= set(possible_values(decider)):
        return N_("Câu {number}: điều kiện có phương án không còn nữa.")
    return ""


def possible_values(question: Question) -> list[str]:
    """Return what a condition may compare with: option keys, or points as text."""
    if question.kind == QuestionKind.SCALE:
        return [str(point) for point in scale_points(question)]
    return [option.key for option in question.options]

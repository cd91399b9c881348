"""Which forms of a survey can be answered."""

import pytest

from kiosk.errors import Invalid
from kiosk.surveys.rules.questions import (
    MAX_QUESTIONS,
    Choice,
    Condition,
    Question,
    QuestionKind,
    check_questions,
    check_ready,
    possible_values,
)
from tests.expected_errors import refused

OPTIONS = [Choice("o1", "Tốt"), Choice("o2", "Khá"), Choice("o3", "Chưa đạt")]
ROWS = [Choice("r1", "Nội dung"), Choice("r2", "Tổ chức")]


def question(kind, key="q1", **values):
    values = {"options": OPTIONS, "rows": ROWS, "text": "Câu hỏi", **values}
    return Question(key=key, kind=QuestionKind(kind), **values)


def texts(count):
    return [question("text", f"q{n}") for n in range(count)]


# With the number of the question at fault.
FAULTY_FORMS = [
    ([question("single", text="  ")], 1),
    ([question("single", options=OPTIONS[:1])], 1),
    ([question("single", options=[*OPTIONS, Choice("o4", "Tốt")])], 1),
    ([question("single", options=[*OPTIONS, Choice("o1", "Kém")])], 1),
    ([question("single", options=[*OPTIONS, Choice("o4", " ")])], 1),
    ([question("matrix", rows=[])], 1),
    ([question("scale", minimum=5.0, maximum=1.0)], 1),
    ([question("scale", maximum=11.0)], 1),
    ([question("scale", minimum=0.5)], 1),
    ([question("scale", minimum=1.0, maximum=4.5)], 1),
    ([question("scale", minimum=1.0, maximum=1.0)], 1),
    ([question("scale", minimum=2.0)], 1),
    ([question("number", minimum=5.0, maximum=1.0)], 1),
    ([question("multiple", maximum=0.0)], 1),
    ([question("single"), question("text")], 2),
    ([question("text", condition=Condition("q1", ["o1"]))], 1),
    ([question("text"), question("text", "q2", condition=Condition("q1", ["o1"]))], 2),
    (
        [question("single"), question("text", "q2", condition=Condition("q1", ["o9"]))],
        2,
    ),
    (
        [
            question("scale", maximum=3.0),
            question("text", "q2", condition=Condition("q1", ["4"])),
        ],
        2,
    ),
]


@pytest.mark.parametrize(("form", "number"), FAULTY_FORMS)
def test_a_form_that_cannot_be_answered_is_refused(form, number):
    with refused(Invalid, "bad_question", number=number):
        check_questions(form)


def test_a_form_has_a_hundred_questions_at_most():
    check_questions(texts(MAX_QUESTIONS))
    with refused(Invalid, "many_questions", most=MAX_QUESTIONS):
        check_questions(texts(MAX_QUESTIONS + 1))


@pytest.mark.parametrize(
    "asked",
    [
        question("single", options=OPTIONS[:2]),
        question("matrix", rows=ROWS[:1]),
        question("scale"),
        question("scale", minimum=0.0, maximum=10.0),
        question("scale", minimum=0.0, maximum=1.0),
        question("scale", minimum=1.0, maximum=2.0),
        question("number", minimum=5.0, maximum=5.0),
        question("number", maximum=-1.0),
        question("multiple", maximum=1.0),
        question("multiple"),
    ],
)
def test_a_form_at_the_edge_can_be_answered(asked):
    check_questions([asked])


def test_a_condition_may_name_every_value():
    for decider in (question("single"), question("scale", maximum=3.0)):
        depends = Condition("q1", possible_values(decider))
        check_questions([decider, question("text", "q2", condition=depends)])
    assert possible_values(question("single")) == ["o1", "o2", "o3"]
    assert possible_values(question("scale", maximum=3.0)) == ["1", "2", "3"]


def test_a_form_needs_a_title_and_a_question():
    check_ready("Khảo sát", texts(1))
    with refused(Invalid, "no_title"):
        check_ready(" ", texts(1))
    with refused(Invalid, "no_questions"):
        check_ready("Khảo sát", [])
    with refused(Invalid, "bad_question", number=2):
        check_ready("Khảo sát", [*texts(1), question("text", "q1", text=" ")])

"""Fields of an answering form, read as answers."""

import pytest

from kiosk.surveys.rules.questions import (
    Choice,
    ClassKind,
    ClassQuestion,
    Question,
    QuestionKind,
)
from kiosk.surveys.rules.sent import class_field, first, read_answers, read_classes

OPTIONS = [Choice("o1", "Tốt"), Choice("o2", "Khá"), Choice("o3", "Chưa đạt")]
ROWS = [Choice("r1", "Nội dung"), Choice("r2", "Tổ chức")]


def read(kind, **fields):
    question = Question("q1", kind, "Câu hỏi", options=OPTIONS, rows=ROWS)
    fields = {name.replace("_", "."): values for name, values in fields.items()}
    return read_answers([question], {"q2": ["o3"], **fields})["q1"]


@pytest.mark.parametrize(
    ("fields", "value"),
    [({}, ""), ({"a": []}, ""), ({"a": ["1"]}, "1"), ({"a": ["2", "1"]}, "2")],
)
def test_the_first_value_of_a_field_is_taken(fields, value):
    assert first(fields, "a") == value


def test_every_question_has_an_answer_by_its_key():
    asked = [
        Question("q1", QuestionKind.TEXT, "Ý kiến"),
        Question("q2", QuestionKind.MULTIPLE, "Nội dung", options=OPTIONS),
        Question("q3", QuestionKind.SINGLE, "Mức độ", options=OPTIONS),
    ]
    fields = {"q2": ["o1", "o3"], "q3": ["o2"], "q9": ["o1"]}
    assert read_answers(asked, fields) == {"q1": "", "q2": ["o1", "o3"], "q3": "o2"}


@pytest.mark.parametrize("kind", ["single", "scale", "number", "date", "text"])
def test_a_single_value_is_read_as_it_was_sent(kind):
    assert read(QuestionKind(kind), q1=[" 3,5 ", "4"]) == " 3,5 "
    assert read(QuestionKind(kind)) == ""


@pytest.mark.parametrize("values", [[], ["o2"], ["o3", "o1", "o3"]])
def test_all_values_of_a_multiple_choice_are_read(values):
    assert read(QuestionKind.MULTIPLE, q1=tuple(values)) == values
    assert read(QuestionKind.MULTIPLE) == []


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({}, {}),
        ({"q1_r1": ["o1"], "q1_r2": ["o2", "o3"]}, {"r1": "o1", "r2": "o2"}),
        ({"q1_r1": [""], "q1_r2": ["o2"], "q1_r3": ["o1"]}, {"r2": "o2"}),
        ({"q1": ["o1"]}, {}),
    ],
)
def test_the_answered_rows_of_a_matrix_are_read(fields, answer):
    assert read(QuestionKind.MATRIX, **fields) == answer


@pytest.mark.parametrize(
    ("places", "answer"),
    [
        (["1", "2", "3"], ["o1", "o2", "o3"]),
        (["3", "1", "2"], ["o2", "o3", "o1"]),
        (["", "", ""], []),
        (["", "1", ""], ["o2"]),
        (["3", "", "2"], ["o3", "o1"]),
        (["1", "1", "2"], ["o2", "o3"]),
        (["0", "3", "4"], ["o2"]),
        (["x", "01", " 2"], []),
    ],
)
def test_a_ranking_is_read_by_its_places(places, answer):
    fields = {f"q1_o{number}": [place] for number, place in enumerate(places, 1)}
    assert read(QuestionKind.RANKING, **fields) == answer


def test_a_ranking_that_was_not_sent_is_empty():
    assert read(QuestionKind.RANKING) == []


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("1/2/2026", "2026-02-01"),
        ("28.02.2026", "2026-02-28"),
        (" 3-11-2026 ", "2026-11-03"),
        ("31/12.2026", "2026-12-31"),
        ("2026-02-28", "2026-02-28"),
        ("1/2/26", "1/2/26"),
        ("1/2/2026 8 giờ", "1/2/2026 8 giờ"),
        ("ngày 1/2/2026", "ngày 1/2/2026"),
        ("123/2/2026", "123/2/2026"),
        ("1 2 2026", "1 2 2026"),
    ],
)
def test_a_typed_date_begins_with_its_day(typed, date):
    assert read(QuestionKind.DATE, q1=[typed]) == date
    assert read(QuestionKind.TEXT, q1=[typed]) == typed


def test_chosen_classes_are_read_by_their_kind():
    unit = ClassQuestion(ClassKind.UNIT, ["Sở Tài chính", "Sở Xây dựng"])
    age = ClassQuestion(ClassKind.AGE_GROUP, ["Dưới 30", "Từ 30"])
    assert [class_field(one) for one in (unit, age)] == [
        "class.unit",
        "class.age_group",
    ]
    fields = {"class.unit": ["Sở Xây dựng", "x"], "age_group": ["Từ 30"]}
    classes = read_classes([unit, age], fields)
    assert classes == {"unit": "Sở Xây dựng", "age_group": ""}
    assert [type(kind) for kind in classes] == [str, str]

"""Rules of surveys: forms, answers, phases."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.surveys.rules import answers as rules
from kiosk.surveys.rules.answers import check_answers, check_classes, is_asked
from kiosk.surveys.rules.questions import (
    Choice,
    ClassKind,
    ClassQuestion,
    Condition,
    Question,
    QuestionKind,
    scale_points,
)

OPTIONS = [Choice("o1", "Tốt"), Choice("o2", "Khá"), Choice("o3", "Chưa đạt")]
ROWS = [Choice("r1", "Nội dung"), Choice("r2", "Tổ chức")]
NOW = dt.datetime(2026, 11, 29, 8, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def question(kind, key="q1", **values):
    values = {"options": OPTIONS, "rows": ROWS, "text": "Câu hỏi", **values}
    return Question(key=key, kind=QuestionKind(kind), **values)


GOOD = {
    "single": ("o2", "o2"),
    "multiple": (["o3", "o1", "o1"], ["o1", "o3"]),
    "scale": ("5", 5),
    "matrix": ({"r1": "o1", "x": "o1"}, {"r1": "o1"}),
    "ranking": (["o2", "o1", "o3"], ["o2", "o1", "o3"]),
    "number": (" 3,5 ", 3.5),
    "date": ("2026-02-28", "2026-02-28"),
    "text": (" Tổ\r\nchức\x00 ", "Tổ\nchức"),
}
BAD = [
    ("single", "o9", rules.NOT_AN_OPTION),
    ("single", ["o1"], rules.NOT_AN_OPTION),
    ("multiple", ["o1", "o9"], rules.NOT_AN_OPTION),
    ("multiple", "o1", rules.NOT_AN_OPTION),
    ("multiple", ["o1", "o2", "o3"], rules.MANY_CHOICES),
    ("scale", "6", rules.NOT_AN_OPTION),
    ("scale", 2.5, rules.NOT_AN_OPTION),
    ("matrix", {"r1": "o9"}, rules.NOT_AN_OPTION),
    ("matrix", "o1", rules.NOT_AN_OPTION),
    ("ranking", ["o1", "o2"], rules.NOT_A_RANKING),
    ("ranking", ["o1", "o1", "o3"], rules.NOT_A_RANKING),
    ("number", "nhiều", rules.NOT_A_NUMBER),
    ("number", "nan", rules.NOT_A_NUMBER),
    ("number", True, rules.NOT_A_NUMBER),
    ("number", "1e400", rules.NOT_A_NUMBER),
    ("number", "1e300", rules.OUT_OF_RANGE),
    ("date", "2026-02-30", rules.NOT_A_DATE),
    ("date", "28/02/2026", rules.NOT_A_DATE),
    ("text", "x" * 2001, rules.LONG_TEXT),
    ("text", {"a": 1}, rules.NOT_AN_OPTION),
]


@pytest.mark.parametrize("kind", GOOD)
def test_an_answer_is_kept_in_one_form(kind):
    sent, kept = GOOD[kind]
    assert check_answers([question(kind)], {"q1": sent}) == ({"q1": kept}, {})


@pytest.mark.parametrize(("kind", "sent", "sentence"), BAD)
def test_what_is_no_answer_is_refused_with_a_sentence(kind, sent, sentence):
    most = 2.0 if kind == "multiple" else None
    asked = question(kind, maximum=most)
    assert check_answers([asked], {"q1": sent}) == ({}, {"q1": sentence})


@pytest.mark.parametrize(
    ("kind", "sent", "kept", "limits"),
    [
        ("multiple", ["o1", "o2"], ["o1", "o2"], {"maximum": 2.0}),
        ("number", "2", 2, {"minimum": 2.0, "maximum": 3.0}),
        ("number", "3.0", 3, {"minimum": 2.0, "maximum": 3.0}),
        ("number", 1e15, 10**15, {}),
        ("number", "-4,5", -4.5, {"maximum": 0.0}),
        ("text", "một\rhai", "một\nhai", {}),
        ("text", "x" * 2000, "x" * 2000, {}),
    ],
)
def test_an_answer_at_the_edge_is_kept(kind, sent, kept, limits):
    answers, faults = check_answers([question(kind, **limits)], {"q1": sent})
    assert (repr(answers["q1"]), faults) == (repr(kept), {})


@pytest.mark.parametrize(
    ("sent", "limits", "sentence"),
    [
        ("1.9", {"minimum": 2.0}, rules.OUT_OF_RANGE),
        ("3.1", {"maximum": 3.0}, rules.OUT_OF_RANGE),
        (True, {}, rules.NOT_A_NUMBER),
        (["1"], {}, rules.NOT_A_NUMBER),
    ],
)
def test_a_number_beyond_its_limits_is_refused(sent, limits, sentence):
    answers, faults = check_answers([question("number", **limits)], {"q1": sent})
    assert (answers, faults) == ({}, {"q1": sentence})


def test_one_of_several_choices_decides_what_is_asked():
    depends = question("text", "q2", condition=Condition("q1", ["o3"]))
    assert is_asked(depends, {"q1": ["o1", "o3"]})
    assert not is_asked(depends, {"q1": ["o1", "o2"]})


@pytest.mark.parametrize("kind", GOOD)
@pytest.mark.parametrize("nothing", [None, "", [], {}])
def test_only_required_questions_must_be_answered(kind, nothing):
    sent = {"q1": nothing}
    assert check_answers([question(kind)], sent) == ({}, {})
    required = question(kind, is_required=True)
    assert check_answers([required], sent) == ({}, {"q1": rules.MISSING})


def test_a_required_matrix_needs_every_row():
    required = question("matrix", is_required=True)
    _, faults = check_answers([required], {"q1": {"r1": "o1"}})
    assert faults == {"q1": rules.NOT_WHOLE_MATRIX}
    whole = {"q1": {"r1": "o1", "r2": "o3"}}
    assert check_answers([required], whole) == (whole, {})


def test_a_text_of_blanks_does_not_answer_a_required_question():
    _, faults = check_answers([question("text", is_required=True)], {"q1": " \n "})
    assert faults == {"q1": rules.MISSING}


def branching():
    return [
        question("single"),
        question("text", "q2", is_required=True, condition=Condition("q1", ["o3"])),
        question("text", "q3", condition=Condition("q1", ["o1", "o2"])),
    ]


def test_what_is_not_asked_is_neither_wanted_nor_kept():
    sent = {"q1": "o1", "q2": "Vì ồn", "q3": "Cảm ơn", "q9": "?"}
    assert check_answers(branching(), sent) == ({"q1": "o1", "q3": "Cảm ơn"}, {})
    _, faults = check_answers(branching(), {"q1": "o3"})
    assert faults == {"q2": rules.MISSING}


def test_a_condition_upon_a_question_that_is_not_asked_does_not_hold():
    chain = [
        *branching()[:1],
        question("scale", "q2", condition=Condition("q1", ["o3"])),
        question("text", "q3", condition=Condition("q2", ["1"])),
    ]
    kept, _ = check_answers(chain, {"q1": "o1", "q2": "1", "q3": "x"})
    assert kept == {"q1": "o1"}
    kept, _ = check_answers(chain, {"q1": "o3", "q2": "1", "q3": "x"})
    assert kept == {"q1": "o3", "q2": 1, "q3": "x"}


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["o1", "o2", "o3", "r1", "1", "2026-01-01"]),
    lambda one: (
        st.lists(one, max_size=4)
        | st.dictionaries(st.sampled_from(["o1", "r1", "r2", "x"]), one, max_size=4)
    ),
    max_leaves=6,
)
KINDS = st.sampled_from(list(QuestionKind))


@given(kind=KINDS, sent=ANYTHING, is_required=st.booleans())
def test_anything_sent_is_kept_or_refused_and_kept_answers_stay_as_they_are(
    kind, sent, is_required
):
    asked = question(kind, is_required=is_required)
    kept, faults = check_answers([asked], {"q1": sent})
    assert not (kept and faults)
    if is_required:
        assert kept or faults
    if kept:
        assert check_answers([asked], kept) == (kept, {})


@given(
    kinds=st.lists(KINDS, min_size=1, max_size=6),
    sent=st.dictionaries(st.sampled_from([f"q{n}" for n in range(8)]), ANYTHING),
    depends=st.booleans(),
)
def test_only_asked_questions_are_kept(kinds, sent, depends):
    form = [question("single", "q0")]
    for number, kind in enumerate(kinds, 1):
        condition = Condition("q0", ["o1"]) if depends and number % 2 else None
        form.append(question(kind, f"q{number}", condition=condition))
    kept, faults = check_answers(form, sent)
    asked = {one.key for one in form if is_asked(one, kept)}
    assert kept.keys() | faults.keys() <= asked
    assert not kept.keys() & faults.keys()


def test_the_points_of_a_scale():
    assert scale_points(question("scale")) == [1, 2, 3, 4, 5]
    assert scale_points(question("scale", minimum=0.0, maximum=2.0)) == [0, 1, 2]


def test_only_classes_that_are_asked_for_are_kept():
    asked = [ClassQuestion(ClassKind.UNIT, ["Sở A", "Sở B"])]
    assert check_classes(asked, {"unit": "Sở A", "site": "X"}) == {"unit": "Sở A"}
    assert check_classes(asked, {"unit": "Sở C"}) == {}
    assert check_classes(asked, {"unit": ["Sở A"]}) == {}

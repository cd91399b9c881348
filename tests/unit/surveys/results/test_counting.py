"""Answers are counted as they are meant, question by question."""

from types import SimpleNamespace

import pytest

from kiosk.surveys.results.counting import SurveyCounts
from kiosk.surveys.results.cross_tables import cross_tables
from kiosk.surveys.results.figures import figures_of, number_text
from kiosk.surveys.results.source import counted_questions
from kiosk.surveys.results.texts import merged_texts
from kiosk.surveys.rules.questions import Choice, Question, QuestionKind

AB = [Choice("a", "Tốt"), Choice("b", "Chưa tốt")]


def figures(question, *answers, classes=None):
    (counted,) = counted_questions([question])
    counts = SurveyCounts([counted], ["site"])
    counts.add_all(
        SimpleNamespace(answers={question.key: one}, classes=classes or {})
        for one in answers
    )
    return figures_of(counted, counts.by_question[question.key])


def bars(row):
    return [(bar.label, bar.count) for bar in row.bars]


def test_one_choice_and_an_option_that_nobody_chose():
    question = Question("q", QuestionKind.SINGLE, "?", options=AB)
    (row,) = figures(question, "a", "a", None).rows
    assert (bars(row), row.answered) == ([("Tốt", 2), ("Chưa tốt", 0)], 2)


def test_several_choices_count_the_answer_once():
    question = Question("q", QuestionKind.MULTIPLE, "?", options=AB)
    (row,) = figures(question, ["a", "b"], ["b"]).rows
    assert (bars(row), row.answered) == ([("Tốt", 1), ("Chưa tốt", 2)], 2)


def test_a_scale_has_a_mean_and_its_ends_are_named():
    question = Question("q", QuestionKind.SCALE, "?", low="kém", high="tốt")
    (row,) = figures(question, 1, 5, 5).rows
    assert row.bars[0].label == "1 – kém"
    assert row.bars[4].count == 2
    assert row.mean == pytest.approx(11 / 3)


def test_rows_of_a_matrix_may_be_unanswered():
    rows = [Choice("x", "Hội trường"), Choice("y", "Tài liệu")]
    question = Question("q", QuestionKind.MATRIX, "?", options=AB, rows=rows)
    first, second = figures(question, {"x": "a", "y": "b"}, {"x": "b"}).rows
    assert (first.label, bars(first)) == ("Hội trường", [("Tốt", 1), ("Chưa tốt", 1)])
    assert (bars(second), second.answered) == ([("Tốt", 0), ("Chưa tốt", 1)], 1)


def test_a_ranking_shows_places_and_their_mean():
    question = Question("q", QuestionKind.RANKING, "?", options=AB)
    good, bad = figures(question, ["a", "b"], ["a", "b"], ["b", "a"]).rows
    assert bars(good) == [("1", 2), ("2", 1)]
    assert good.mean == pytest.approx(4 / 3)
    assert bad.mean == pytest.approx(5 / 3)


def test_few_numbers_are_single_and_many_are_classes():
    question = Question("q", QuestionKind.NUMBER, "?")
    few = figures(question, 1, 2.5, 1)
    assert bars(few.rows[0]) == [("1", 2), ("2,5", 1)]
    assert (few.numbers.median, few.numbers.mean) == (1, 1.5)
    many = figures(question, *range(100))
    assert len(many.rows[0].bars) == 10
    assert sum(bar.count for bar in many.rows[0].bars) == 100
    assert many.numbers.low_quartile == 24


def test_dates_are_in_their_order():
    question = Question("q", QuestionKind.DATE, "?")
    (row,) = figures(question, "2026-11-30", "2026-02-01", "2026-11-30").rows
    assert bars(row) == [("01/02/2026", 1), ("30/11/2026", 2)]


def test_texts_that_differ_in_case_and_spaces_are_one():
    merged = merged_texts({"Tốt": 2, " tốt ": 1, "tot": 1})
    assert sorted((one.text, one.count) for one in merged) == [("Tốt", 3), ("tot", 1)]


@pytest.mark.parametrize(
    ("value", "text"), [(5, "5"), (2.5, "2,5"), (1000, "1.000"), (0.333, "0,33")]
)
def test_numbers_are_written_as_in_vietnamese(value, text):
    assert number_text(value) == text


class TestCross:
    question = Question("q", QuestionKind.SINGLE, "?", options=AB)

    def table(self, groups):
        (counted,) = counted_questions([self.question])
        counts = SurveyCounts([counted], ["site"])
        for site, answers in groups.items():
            counts.add_all(
                SimpleNamespace(answers={"q": one}, classes={"site": site})
                for one in answers
            )
        (table,) = cross_tables(counted, counts.by_question["q"], ["site"])
        return table

    def test_groups_under_five_are_in_the_rest(self):
        table = self.table({"Đắk": "aaaaab", "Ea": "bb", "An": "aaabb", "Cư": "bbbbb"})
        names = [(row.group, row.is_rest, row.answered) for row in table.rows]
        assert names == [("Cư", False, 5), ("Đắk", False, 6), ("", True, 7)]
        assert table.rows[2].merged == 2
        assert bars(table.rows[1].rows[0]) == [("Tốt", 5), ("Chưa tốt", 1)]

    def test_those_who_named_no_group_are_a_group(self):
        table = self.table({"": "aaaaa", "An": "aaaaa"})
        assert [(row.group, row.is_rest) for row in table.rows] == [
            ("An", False),
            ("", False),
        ]

    def test_too_few_answers_give_no_rows(self):
        assert self.table({"An": "aa", "Ea": "ab"}).rows == ()

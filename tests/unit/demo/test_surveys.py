"""The demo's surveys: one may be answered, one is closed and reported."""

import pytest

from kiosk import clock
from kiosk.demo.surveys import ANSWERS, CLOSED_TITLE, OPEN_TITLE, add_surveys
from kiosk.surveys.queries import answer_rows, form_of, get_survey, survey_lines
from kiosk.surveys.results.queries import all_figures, progress
from kiosk.surveys.rules.answers import check_answers
from kiosk.surveys.rules.terms import SurveyPhase

HTML = {"Accept": "text/html"}


@pytest.fixture
def made(store, scene):
    meeting = scene.make_meeting()
    members = [scene.make_member(meeting) for _ in range(ANSWERS + 1)]
    add_surveys(store, meeting)
    return meeting, members


def test_one_is_open_and_one_is_closed_with_answers_that_a_form_would_take(store, made):
    meeting, _ = made
    with store.read_session() as session:
        lines = survey_lines(session, meeting, clock.now())
        phases = {line.title: (line.phase, line.answered) for line in lines}
        assert phases == {
            OPEN_TITLE: (SurveyPhase.OPEN, ANSWERS),
            CLOSED_TITLE: (SurveyPhase.CLOSED, ANSWERS),
        }
        for line in lines:
            form = form_of(session, get_survey(session, line.id))
            for row in answer_rows(session, line.id):
                assert check_answers(form.questions, row.answers) == (row.answers, {})


def test_the_closed_one_is_counted_and_its_report_is_requested(store, made):
    meeting, _ = made
    with store.read_session() as session:
        (closed,) = (
            line
            for line in survey_lines(session, meeting, clock.now())
            if line.title == CLOSED_TITLE
        )
        form = form_of(session, get_survey(session, closed.id))
        found = progress(session, form, clock.now())
        figures = all_figures(session, closed.id)
    assert (found.counted, found.crossed, found.is_current) == (ANSWERS, ANSWERS, True)
    assert [each.answered for each in figures[:2]] == [ANSWERS, ANSWERS]
    assert 0 < figures[2].answered < ANSWERS
    assert store.bulk_jobs.waiting() == 1


def test_the_first_delegates_have_yet_to_answer(client_for, made):
    meeting, members = made
    first, last = client_for(members[0]), client_for(members[-1])
    path = f"/m/{meeting}/surveys/open"
    assert "Trả lời</a>" in first.get(path, headers=HTML).text
    assert "Đồng chí đã trả lời" in last.get(path, headers=HTML).text

"""Query counted results: figures and cross tables."""

import datetime as dt

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.errors import N_, NotFound
from kiosk.storage.database import fetch_slow_query
from kiosk.surveys.queries import SurveyForm
from kiosk.surveys.results.cross_tables import CrossTable
from kiosk.surveys.results.disclosure import SMALLEST_GROUP
from kiosk.surveys.results.figures import QuestionFigures
from kiosk.surveys.results.models import SurveyFigures, SurveySummary
from kiosk.surveys.rules.terms import SurveyMode, SurveyPhase

_COUNT_ANSWERS = """
SELECT (SELECT count(*) FROM survey_participants WHERE survey_id = :survey),
       (SELECT count(*) FROM survey_waiting_answers WHERE survey_id = :survey)
"""
# Texts written in one transaction: some 20 ms in which nobody else can write.
TEXTS_AT_ONCE = 500


class CountProgress(msgspec.Struct, frozen=True):
    """How far a survey has come, and what of it is counted."""

    # Of those, this many wait sealed and are in no figure.
    answered: int
    waiting: int
    # None: it was never counted.
    counted: int | None
    counted_at: dt.datetime | None
    # Of how many answers groups were compared; None: they were not.
    crossed: int | None
    is_current: bool
    # Too few answers of an anonymous survey to show anything.
    is_hidden: bool


def may_cross(form: SurveyForm, now: dt.datetime) -> bool:
    """Tell whether groups are compared now.

    While an anonymous survey is open, a row that grows between two readings would say
    what the few of that group have answered meanwhile.
    """
    is_closed = form.phase(now) is SurveyPhase.CLOSED
    return bool(form.classes) and (form.mode is SurveyMode.NAMED or is_closed)


def is_crossing_due(
    session: Session, form: SurveyForm, answers: int, now: dt.datetime
) -> bool:
    """Tell whether cross tables are made of so many answers.

    Of an anonymous survey they are made once: opened again and closed with some more
    answers, the difference of two tables would be the rows of these.
    """
    if not may_cross(form, now):
        return False
    before = session.get(SurveySummary, form.id)
    if before is None or before.crossed_answers is None:
        return True
    return form.mode is SurveyMode.NAMED or before.crossed_answers == answers


def crossed_answers(session: Session, survey_id: int) -> int | None:
    """Return of how many answers the stored cross tables are; None: there are none."""
    before = session.get(SurveySummary, survey_id)
    return before.crossed_answers if before else None


def progress(session: Session, form: SurveyForm, now: dt.datetime) -> CountProgress:
    """Return how many have answered and what was counted last."""
    values = {"survey": form.id}
    [(answered, waiting)] = fetch_slow_query(session, _COUNT_ANSWERS, values)
    summary = session.get(SurveySummary, form.id)
    counted = summary.answers if summary else None
    crossed = summary.crossed_answers if summary else None
    is_current = (
        summary is not None
        and (summary.answers, summary.revision) == (answered - waiting, form.revision)
        and (crossed is not None or not may_cross(form, now))
    )
    is_anonymous = form.mode is SurveyMode.ANONYMOUS
    return CountProgress(
        answered,
        waiting,
        counted,
        summary.counted_at if summary else None,
        crossed,
        is_current,
        is_hidden=is_anonymous and (counted or 0) < SMALLEST_GROUP,
    )


def all_figures(session: Session, survey_id: int) -> list[QuestionFigures]:
    """Return the figures of all questions, in the order of the form."""
    stored = session.scalars(
        select(SurveyFigures.figures)
        .where(SurveyFigures.survey_id == survey_id)
        .order_by(SurveyFigures.ordinal)
    )
    return [msgspec.json.decode(one, type=QuestionFigures) for one in stored]


def question_results(
    session: Session, survey_id: int, question: str
) -> tuple[QuestionFigures, list[CrossTable]]:
    """Return the figures of a question and its cross tables.

    :raises NotFound: there is no such question, or it was not counted yet.
    """
    row = session.get(SurveyFigures, (survey_id, question))
    if row is None:
        raise NotFound(
            N_("Câu hỏi này chưa có kết quả. Xin xem lại trang kết quả."),
            code="no_figures",
        )
    return (
        msgspec.json.decode(row.figures, type=QuestionFigures),
        msgspec.json.decode(row.cross_tables, type=list[CrossTable]),
    )


def all_cross_tables(
    session: Session, survey_id: int
) -> list[tuple[QuestionFigures, list[CrossTable]]]:
    """Return figures and cross tables of all questions, in the order of the form."""
    rows = session.scalars(
        select(SurveyFigures)
        .where(SurveyFigures.survey_id == survey_id)
        .order_by(SurveyFigures.ordinal)
    )
    return [
        (
            msgspec.json.decode(row.figures, type=QuestionFigures),
            msgspec.json.decode(row.cross_tables, type=list[CrossTable]),
        )
        for row in rows
    ]

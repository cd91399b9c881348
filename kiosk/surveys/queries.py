"""Query surveys: their forms, and their answers without senders."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kiosk.errors import N_, NotFound
from kiosk.surveys.models import (
    NamedAnswer,
    Survey,
    SurveyAnswer,
    SurveyInvitation,
    SurveyParticipant,
    SurveyQuestion,
    WaitingAnswer,
)
from kiosk.surveys.rules.questions import ClassQuestion, Question
from kiosk.surveys.rules.terms import (
    OnePer,
    SurveyAccess,
    SurveyMode,
    SurveyPhase,
    SurveyState,
    phase_at,
)

ROWS_AT_ONCE = 1000


class SurveyForm(msgspec.Struct, frozen=True):
    """A survey with all its questions."""

    id: int
    code: str
    meeting_id: int | None
    site_id: int | None
    title: str
    intro: str
    mode: SurveyMode
    access: SurveyAccess
    one_per: OnePer
    state: SurveyState
    opens_at: dt.datetime | None
    closes_at: dt.datetime | None
    revision: int
    questions: list[Question]
    classes: list[ClassQuestion]
    public_key: str = ""
    is_template: bool = False

    def phase(self, now: dt.datetime) -> SurveyPhase:
        """Return the phase at `now`."""
        return phase_at(self.state, self.opens_at, self.closes_at, now)


class AnswerRow(msgspec.Struct, frozen=True):
    """One answer; name and unit only in named surveys."""

    answers: dict[str, Any]
    classes: dict[str, str]
    name: str = ""
    unit: str = ""


class SurveyLine(msgspec.Struct, frozen=True):
    """A survey in a list, with how many have answered."""

    id: int
    code: str
    meeting_id: int | None
    site_id: int | None
    title: str
    mode: str
    access: str
    phase: SurveyPhase
    opens_at: dt.datetime | None
    closes_at: dt.datetime | None
    is_template: bool
    answered: int


def get_survey(session: Session, survey_id: int) -> Survey:
    """Return the survey.

    :raises NotFound: there is none.
    """
    return _found(session.get(Survey, survey_id))


def find_by_code(session: Session, code: str) -> Survey | None:
    """Return the survey with this address; None: there is none."""
    return session.scalar(select(Survey).where(Survey.code == code))


def _found(survey: Survey | None) -> Survey:
    if survey is None:
        raise NotFound(N_("Không có phiếu khảo sát này."), code="no_survey")
    return survey


def survey_form(session: Session, survey_id: int) -> SurveyForm:
    """Return the survey with its questions in order.

    :raises NotFound: there is none.
    """
    return form_of(session, get_survey(session, survey_id))


def form_of(session: Session, survey: Survey) -> SurveyForm:
    """Return the survey with its questions in order."""
    contents = session.scalars(
        select(SurveyQuestion.content)
        .where(SurveyQuestion.survey_id == survey.id)
        .order_by(SurveyQuestion.ordinal)
    )
    return SurveyForm(
        id=survey.id,
        code=survey.code,
        meeting_id=survey.meeting_id,
        site_id=survey.site_id,
        title=survey.title,
        intro=survey.intro,
        mode=SurveyMode(survey.mode),
        access=SurveyAccess(survey.access),
        one_per=OnePer(survey.one_per),
        state=SurveyState(survey.state),
        opens_at=survey.opens_at,
        closes_at=survey.closes_at,
        revision=survey.revision,
        questions=[msgspec.json.decode(one, type=Question) for one in contents],
        classes=msgspec.json.decode(survey.classes, type=list[ClassQuestion]),
        public_key=survey.public_key,
        is_template=survey.is_template,
    )


def answer_rows(session: Session, survey_id: int) -> Iterator[AnswerRow]:
    """Yield the answers that are kept, in no order that means anything.

    Answers of an anonymous survey that still wait (`count_waiting`) are not among them.
    """
    survey = get_survey(session, survey_id)
    decode = msgspec.json.decode
    if survey.mode == SurveyMode.NAMED:
        named = select(
            NamedAnswer.answers,
            NamedAnswer.classes,
            NamedAnswer.name,
            NamedAnswer.unit,
        ).where(NamedAnswer.survey_id == survey_id)
        for row in session.execute(named).yield_per(ROWS_AT_ONCE):
            yield AnswerRow(decode(row[0]), decode(row[1]), row[2], row[3])
        return
    plain = select(SurveyAnswer.answers, SurveyAnswer.classes).where(
        SurveyAnswer.survey_id == survey_id
    )
    for answers, classes in session.execute(plain).yield_per(ROWS_AT_ONCE):
        yield AnswerRow(decode(answers), decode(classes))


def count_answered(session: Session, survey_id: int) -> int:
    """Return how many have answered, those included whose answers wait."""
    return _count(session, SurveyParticipant, survey_id)


def count_waiting(session: Session, survey_id: int) -> int:
    """Return how many sealed answers wait for others."""
    return _count(session, WaitingAnswer, survey_id)


def count_invitations(session: Session, survey_id: int) -> int:
    """Return how many invitations were made."""
    return _count(session, SurveyInvitation, survey_id)


def _count(
    session: Session,
    table: type[SurveyParticipant] | type[WaitingAnswer] | type[SurveyInvitation],
    survey_id: int,
) -> int:
    counted = select(func.count()).where(table.survey_id == survey_id)
    return session.scalar(counted) or 0


def survey_lines(
    session: Session, meeting_id: int | None, now: dt.datetime
) -> list[SurveyLine]:
    """Return the surveys of a meeting, or of none, newest first."""
    answered = (
        select(func.count())
        .where(SurveyParticipant.survey_id == Survey.id)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Survey, answered)
        .where(Survey.meeting_id == meeting_id)
        .order_by(Survey.id.desc())
    )
    return [
        SurveyLine(
            id=survey.id,
            code=survey.code,
            meeting_id=survey.meeting_id,
            site_id=survey.site_id,
            title=survey.title,
            mode=survey.mode,
            access=survey.access,
            phase=phase_at(survey.state, survey.opens_at, survey.closes_at, now),
            opens_at=survey.opens_at,
            closes_at=survey.closes_at,
            is_template=survey.is_template,
            answered=number,
        )
        for survey, number in rows
    ]

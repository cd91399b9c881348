"""Surveys and their questions; answers are left out."""

import datetime as dt
from typing import Annotated, Any

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kiosk.api.paging import Cursor, Limit, ListPage, id_before, page_of
from kiosk.api.requests import ApiRequest
from kiosk.errors import N_, NotFound
from kiosk.surveys.models import Survey, SurveyParticipant
from kiosk.surveys.queries import form_of
from kiosk.surveys.rules.questions import QuestionKind
from kiosk.surveys.rules.terms import SurveyMode, SurveyPhase, SurveyState, phase_at


class SurveyQuery(msgspec.Struct, forbid_unknown_fields=True):
    """Which surveys."""

    limit: Limit = 50
    cursor: Cursor = ""
    meeting_id: Annotated[
        Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)] | None,
        msgspec.Meta(description=N_("Chỉ của hội nghị này.")),
    ] = None


class SurveyBody(msgspec.Struct):
    """A survey, and how many have answered."""

    id: int
    title: str
    meeting_id: int | None
    site_id: int | None
    mode: SurveyMode
    phase: SurveyPhase
    opens_at: dt.datetime | None
    closes_at: dt.datetime | None
    answered: Annotated[int, msgspec.Meta(description=N_("Số phiếu đã nhận."))]


class SurveyQuestionBody(msgspec.Struct):
    """A question of a survey."""

    key: str
    kind: QuestionKind
    section: str
    text: str


class SurveyFormBody(msgspec.Struct):
    """A survey with its questions in order."""

    survey: SurveyBody
    intro: str
    questions: list[SurveyQuestionBody]


def _body(row: tuple[Survey, int], now: dt.datetime) -> SurveyBody:
    survey, answered = row
    return SurveyBody(
        survey.id,
        survey.title,
        survey.meeting_id,
        survey.site_id,
        SurveyMode(survey.mode),
        phase_at(survey.state, survey.opens_at, survey.closes_at, now),
        survey.opens_at,
        survey.closes_at,
        answered,
    )


def _rows(request: ApiRequest) -> Any:
    """Return the statement of the surveys that the token may see, with their count."""
    answered = (
        select(func.count())
        .where(SurveyParticipant.survey_id == Survey.id)
        .scalar_subquery()
    )
    wanted = select(Survey, answered).where(Survey.is_template.is_(False))
    if not request.caller.sees_drafts:
        wanted = wanted.where(Survey.state != SurveyState.DRAFT)
    return wanted


def list_surveys(session: Session, request: ApiRequest) -> ListPage[SurveyBody]:
    """Return a page of the surveys."""
    query: Any = request.query
    wanted = _rows(request).where(Survey.id > id_before(query.cursor))
    if query.meeting_id is not None:
        wanted = wanted.where(Survey.meeting_id == query.meeting_id)
    rows = session.execute(wanted.order_by(Survey.id).limit(query.limit + 1))
    found = [(row[0], row[1]) for row in rows]
    return page_of(
        found, query, lambda row: _body(row, request.now), lambda row: row[0].id
    )


def read_survey(session: Session, request: ApiRequest) -> SurveyFormBody:
    """Return one survey with its questions.

    :raises NotFound: there is none, or it is a draft that the token may not see.
    """
    wanted = _rows(request).where(Survey.id == request.ids["survey_id"])
    row = session.execute(wanted).first()
    if row is None:
        raise NotFound(N_("Không có phiếu khảo sát này."), code="no_survey")
    survey, answered = row
    form = form_of(session, survey)
    questions = [
        SurveyQuestionBody(one.key, one.kind, one.section, one.text)
        for one in form.questions
    ]
    return SurveyFormBody(_body((survey, answered), request.now), form.intro, questions)

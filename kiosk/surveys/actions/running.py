"""Open and close surveys, and make invitations."""

import datetime as dt
import secrets
from typing import Any

from sqlalchemy import insert

from kiosk.accounts.totp import UNAMBIGUOUS_ALPHABET
from kiosk.errors import N_, Conflict, Invalid
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.surveys.answering import CODE_LENGTH, code_hash
from kiosk.surveys.events import SurveyChanged
from kiosk.surveys.models import SurveyInvitation
from kiosk.surveys.queries import count_invitations, form_of, get_survey
from kiosk.surveys.rules.drafts import MAX_INVITATIONS, Invitee
from kiosk.surveys.rules.questions import check_ready
from kiosk.surveys.rules.terms import (
    SurveyAccess,
    SurveyMode,
    SurveyPhase,
    SurveyState,
    check_times,
)


def open_survey(work: UnitOfWork, *, by: str, survey_id: int, public_key: str) -> None:
    """Open a survey, now or from its time on; again after a close.

    :param public_key: seals its answers, if it is anonymous.
    :raises Conflict: it is open, or its last answers are still being kept.
    :raises Invalid: it has no question, or its time is over.
    """
    survey = get_survey(work.session, survey_id)
    form = form_of(work.session, survey)
    phase = form.phase(work.now)
    if phase in {SurveyPhase.OPEN, SurveyPhase.EARLY}:
        raise Conflict(N_("Phiếu này đang mở."), code="already_open")
    if survey.is_template:
        raise Conflict(
            N_("Đây là mẫu. Xin chép thành phiếu mới rồi mở."), code="is_template"
        )
    check_ready(form.title, form.questions)
    if form.closes_at is not None and form.closes_at <= work.now:
        raise Invalid(
            N_("Giờ đóng đã qua. Xin đặt lại giờ đóng rồi mở."), code="time_over"
        )
    survey.state = SurveyState.OPEN
    if survey.mode == SurveyMode.ANONYMOUS and not survey.public_key:
        survey.public_key = public_key
    _changed(work, survey_id, by)


def close_survey(work: UnitOfWork, *, by: str, survey_id: int) -> None:
    """Close a survey now; closing it again changes nothing."""
    survey = get_survey(work.session, survey_id)
    if survey.state == SurveyState.DRAFT:
        raise Conflict(N_("Phiếu này chưa mở."), code="not_open")
    if survey.state != SurveyState.CLOSED:
        survey.state = SurveyState.CLOSED
        _changed(work, survey_id, by)


def set_closing_time(
    work: UnitOfWork, *, by: str, survey_id: int, closes_at: dt.datetime | None
) -> None:
    """Set when a survey closes by itself; None: by hand.

    :raises Invalid: it would close before it opens.
    """
    survey = get_survey(work.session, survey_id)
    check_times(survey.opens_at, closes_at)
    survey.closes_at = closes_at
    _changed(work, survey_id, by)


def _changed(work: UnitOfWork, survey_id: int, by: str) -> None:
    survey = get_survey(work.session, survey_id)
    survey.revision += 1
    survey.changed_by, survey.changed_at = by, work.now
    if survey.meeting_id is not None:
        event = SurveyChanged(meeting_id=survey.meeting_id, survey_id=survey_id)
        work.record(event)


def make_invitations(
    work: UnitOfWork, *, key: bytes, survey_id: int, people: list[Invitee]
) -> list[str]:
    """Make one invitation for each and return their codes, which are not stored.

    :param key: the server's key.
    :raises Conflict: the survey takes no invitations, or is closed.
    :raises Invalid: there would be too many, or a name is missing.
    """
    survey = get_survey(work.session, survey_id)
    if survey.access != SurveyAccess.INVITATION or survey.state == SurveyState.CLOSED:
        raise Conflict(N_("Phiếu này không dùng mã mời."), code="no_invitations")
    if count_invitations(work.session, survey_id) + len(people) > MAX_INVITATIONS:
        raise Invalid(
            N_("Một phiếu có nhiều nhất {most} mã mời."),
            code="many_invitations",
            most=MAX_INVITATIONS,
        )
    is_named = survey.mode == SurveyMode.NAMED
    if is_named and not all(one.name.strip() for one in people):
        raise Invalid(
            N_("Phiếu có tên: xin nhập họ tên cho từng mã mời."), code="no_name"
        )
    codes = [_new_code() for _ in people]
    rows: list[dict[str, Any]] = [
        {
            "survey_id": survey_id,
            "code_hash": code_hash(key, survey_id, code),
            "name": one.name.strip() if is_named else "",
            "unit": one.unit.strip() if is_named else "",
        }
        for code, one in zip(codes, people, strict=True)
    ]
    # Not in the order in which they are handed out.
    if rows:
        rows.sort(key=lambda row: row["code_hash"])
        work.session.execute(insert(SurveyInvitation), rows)
    return codes


def _new_code() -> str:
    return "".join(secrets.choice(UNAMBIGUOUS_ALPHABET) for _ in range(CODE_LENGTH))


def format_invitation(code: str) -> str:
    """Return a code as printed: XXXXX-XXXXX."""
    half = CODE_LENGTH // 2
    return f"{code[:half]}-{code[half:]}"

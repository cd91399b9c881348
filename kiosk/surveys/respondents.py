"""Query who answers: the member, and the surveys that are open to them."""

import datetime as dt
from collections.abc import Callable

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.meetings.models import Member
from kiosk.surveys.models import Survey, SurveyParticipant
from kiosk.surveys.rules.terms import (
    SurveyAccess,
    SurveyPhase,
    SurveyState,
    phase_at,
)


class Respondent(msgspec.Struct, frozen=True):
    """The member who answers; `member_id` 0: nobody of the meeting."""

    member_id: int
    name: str = ""
    unit: str = ""
    site_id: int | None = None


class AskedSurvey(msgspec.Struct, frozen=True):
    """A survey that members of its meeting may answer between its times."""

    id: int
    code: str
    title: str
    access: str
    site_id: int | None
    opens_at: dt.datetime | None
    closes_at: dt.datetime | None


def respondent(session: Session, member_id: int | None) -> Respondent:
    """Return the member as respondent."""
    member = session.get(Member, member_id) if member_id else None
    if member is None:
        return Respondent(0)
    return Respondent(member.id, member.full_name, member.unit, member.site_id)


def member_sender(member_id: int) -> str:
    """Return under which sender a member's answer is kept."""
    return f"member:{member_id}"


def has_answered(session: Session, survey_id: int, sender: str) -> bool:
    """Tell whether this sender has answered."""
    return session.get(SurveyParticipant, (survey_id, sender)) is not None


def asked_surveys(session: Session, meeting_id: int) -> list[AskedSurvey]:
    """Return a meeting's surveys that are open or will be, the newest first.

    Those by invitation are left out: whoever has a code has their address, too.
    """
    rows = session.execute(
        select(
            Survey.id,
            Survey.code,
            Survey.title,
            Survey.access,
            Survey.site_id,
            Survey.opens_at,
            Survey.closes_at,
        )
        .where(
            Survey.meeting_id == meeting_id,
            Survey.state == SurveyState.OPEN,
            Survey.access.in_((SurveyAccess.MEMBERS, SurveyAccess.LINK)),
        )
        .order_by(Survey.id.desc())
    )
    return [AskedSurvey(*row) for row in rows]


def open_to(
    session: Session,
    meeting_id: int,
    who: Respondent,
    device_sender: Callable[[int], str],
    now: dt.datetime,
) -> list[tuple[AskedSurvey, bool]]:
    """Return the open surveys of a member's meeting, and whether they have answered.

    :param device_sender: of a survey's id; "": the device keeps no name.
    """
    found = []
    for one in asked_surveys(session, meeting_id):
        phase = phase_at(SurveyState.OPEN, one.opens_at, one.closes_at, now)
        if phase == SurveyPhase.OPEN and one.site_id in {None, who.site_id}:
            is_link = one.access == SurveyAccess.LINK
            sender = device_sender(one.id) if is_link else member_sender(who.member_id)
            found.append((one, has_answered(session, one.id, sender)))
    return found

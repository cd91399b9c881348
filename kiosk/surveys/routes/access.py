"""Who may prepare and read a survey: the secretariat of its meeting, or the office."""

from dataclasses import dataclass

from kiosk.accounts.access_actions import AccessAction
from kiosk.accounts.actions.access_log import log_act
from kiosk.errors import N_, Forbidden
from kiosk.identity import Identity
from kiosk.roles import Permission
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.surveys import queries
from kiosk.surveys.queries import SurveyForm
from kiosk.web import request as web
from kiosk.web.device_cookies import client_endpoint


@dataclass(frozen=True)
class SurveyOfficer:
    """Somebody who prepares surveys; `label` for the journal."""

    identity: Identity
    label: str
    # None: surveys of the office.
    meeting_id: int | None

    @property
    def name(self) -> str:
        """Return the name to show beside a change."""
        return self.identity.name

    def work(self) -> UnitOfWork:
        """Return a change of this officer."""
        return web.store().unit_of_work(self.label)

    def log(self, work: UnitOfWork, act: str, survey_id: int) -> None:
        """Write into the access log what is done with a survey."""
        detail = f"{act} survey:{survey_id}"
        endpoint = client_endpoint()
        log_act(work, AccessAction.SURVEY_SET, self.identity, endpoint, detail)


def officer(meeting_id: int | None) -> SurveyOfficer:
    """Return who prepares surveys: of a meeting, or (None) of the office.

    :raises SignedOut: nobody is signed in.
    :raises NotFound: the requester has no part in the meeting.
    :raises Forbidden: the requester may not prepare surveys.
    """
    who = web.signed_in()
    if meeting_id is not None:
        actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
        return SurveyOfficer(who, actor.label, meeting_id)
    if not who.is_administrator:
        raise Forbidden(N_("Chỉ quản trị viên làm phiếu khảo sát ngoài hội nghị."))
    return SurveyOfficer(who, f"account:{who.account_id}", None)


def office(survey_id: int) -> tuple[SurveyOfficer, SurveyForm]:
    """Return who prepares this survey, and the survey.

    :raises KioskError: there is none, or the requester may not prepare it.
    """
    web.signed_in()
    with web.store().read_session() as session:
        form = queries.survey_form(session, survey_id)
    return officer(form.meeting_id), form

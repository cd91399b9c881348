"""Lists of surveys: of the office, of a meeting, and those open to a member."""

from flask import Blueprint, jsonify, render_template
from flask.typing import ResponseReturnValue

from kiosk import clock
from kiosk.badges.rules import start_screen_of
from kiosk.identity import Actor
from kiosk.roles import Permission
from kiosk.surveys import queries, respondents
from kiosk.surveys.actions import preparing
from kiosk.surveys.answering import device_sender
from kiosk.surveys.routes.access import SurveyOfficer, office, officer
from kiosk.surveys.rules.drafts import NewForm
from kiosk.surveys.templates import TEMPLATES, template_draft
from kiosk.web import device_cookies
from kiosk.web import request as web


def show() -> str:
    """Show the office's surveys."""
    return _list(officer(None), "/meetings")


def show_of_meeting(meeting_id: int) -> str:
    """Show the surveys of a meeting."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    return _list(officer(meeting_id), start_screen_of(actor.role, meeting_id))


def _list(who: SurveyOfficer, home: str) -> str:
    with web.store().read_session() as session:
        lines = queries.survey_lines(session, who.meeting_id, clock.now())
    return render_template(
        "surveys/list.html", who=who, lines=lines, home=home, templates=TEMPLATES
    )


def show_open(meeting_id: int) -> str:
    """Show the surveys that the members of a meeting may answer now."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    with web.store().read_session() as session:
        who = respondents.respondent(session, actor.member_id)
        lines = respondents.open_to(
            session, meeting_id, who, own_device_sender, clock.now()
        )
    return render_template(
        "surveys/open.html",
        actor=actor,
        lines=lines,
        home=start_screen_of(actor.role, meeting_id),
    )


def answered_surveys(actor: Actor) -> list[int]:
    """Return the open surveys that this member, or this device, has answered."""
    with web.store().read_session() as session:
        who = respondents.respondent(session, actor.member_id)
        asked = respondents.open_to(
            session, actor.meeting_id, who, own_device_sender, clock.now()
        )
    return [one.id for one, is_answered in asked if is_answered]


def own_device_sender(survey_id: int) -> str:
    """Return under which sender this device answers; "": it keeps no name."""
    if not device_cookies.has_device_cookie():
        return ""
    key, device = device_cookies.server_key(), device_cookies.device_name()
    return device_sender(key, survey_id, device)


def make() -> ResponseReturnValue:
    """Make a survey of the office."""
    return _make(officer(None))


def make_in_meeting(meeting_id: int) -> ResponseReturnValue:
    """Make a survey of a meeting."""
    return _make(officer(meeting_id))


def _make(who: SurveyOfficer) -> ResponseReturnValue:
    form = web.body(NewForm)
    if form.copy_of is not None:
        # Whoever copies may read the original.
        office(form.copy_of)
    has_meeting = who.meeting_id is not None
    draft = template_draft(form.template, has_meeting=has_meeting)
    with who.work() as work:
        if form.copy_of is not None:
            made = preparing.copy_survey(
                work,
                by=who.name,
                survey_id=form.copy_of,
                meeting_id=who.meeting_id,
            )
        else:
            made = preparing.make_survey(
                work, by=who.name, meeting_id=who.meeting_id, draft=draft
            )
    return jsonify(id=made), 201


def add_to(blueprint: Blueprint) -> None:
    """Add the routes to the blueprint."""
    blueprint.get("/surveys")(show)
    blueprint.post("/surveys")(make)
    blueprint.get("/m/<int:meeting_id>/surveys")(show_of_meeting)
    blueprint.post("/m/<int:meeting_id>/surveys")(make_in_meeting)
    blueprint.get("/m/<int:meeting_id>/surveys/open")(show_open)

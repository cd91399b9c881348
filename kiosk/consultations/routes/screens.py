"""Pages of consultations for those who run the meeting."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from kiosk import clock
from kiosk.badges.rules import start_screen_of
from kiosk.consultations import queries
from kiosk.consultations.rules import (
    ANSWER_LABELS,
    WAY_LABELS,
    ConsultationAnswer,
    ConsultationState,
    is_answerable,
    result_of,
)
from kiosk.meetings.queries import get_meeting
from kiosk.official_papers.routes import FAMILY_LABELS
from kiosk.official_papers.rules import PaperFamily
from kiosk.printing.rules import is_party_body
from kiosk.roles import Permission
from kiosk.web import request as web


def show_all(meeting_id: int) -> ResponseReturnValue:
    """Show the list of a meeting's consultations."""
    actor = web.actor(meeting_id, Permission.RUN_MEETING)
    with web.store().read_session() as session:
        meeting = get_meeting(session, meeting_id)
        lines = queries.consultation_lines(session, meeting_id, clock.now())
    return render_template(
        "consultations/list.html",
        actor=actor,
        meeting=meeting,
        lines=lines,
        states=ConsultationState,
        may_prepare=actor.may(Permission.PREPARE_MEETING),
        home=start_screen_of(actor.role, meeting_id),
    )


def show_new(meeting_id: int) -> ResponseReturnValue:
    """Show the form of a new consultation."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    with web.store().read_session() as session:
        return render_template(
            "consultations/draft.html",
            actor=actor,
            meeting=get_meeting(session, meeting_id),
            consultation=None,
            details=None,
            members=queries.askable_members(session, meeting_id),
            documents=queries.attachable_documents(session, meeting_id),
        )


def show(meeting_id: int, consultation_id: int) -> ResponseReturnValue:
    """Show a consultation: the draft's form, or who has answered what."""
    actor = web.actor(meeting_id, Permission.RUN_MEETING)
    with web.store().read_session() as session:
        stored = queries.find_consultation(session, meeting_id, consultation_id)
        meeting = get_meeting(session, meeting_id)
        is_draft = stored.state == ConsultationState.DRAFT
        if is_draft and actor.may(Permission.PREPARE_MEETING):
            return render_template(
                "consultations/draft.html",
                actor=actor,
                meeting=meeting,
                consultation=stored,
                details=queries.details_of(session, stored),
                members=queries.askable_members(session, meeting_id),
                documents=queries.attachable_documents(session, meeting_id),
            )
        recipients = queries.recipients_of(session, consultation_id)
        documents = queries.documents_of(session, consultation_id)
    answers = [ConsultationAnswer(one.answer) for one in recipients]
    is_party = is_party_body(meeting.body_name)
    return render_template(
        "consultations/show.html",
        actor=actor,
        meeting=meeting,
        consultation=stored,
        recipients=recipients,
        documents=documents,
        result=result_of(answers),
        answers=ANSWER_LABELS,
        ways=WAY_LABELS,
        states=ConsultationState,
        may_prepare=actor.may(Permission.PREPARE_MEETING),
        is_answerable=is_answerable(
            ConsultationState(stored.state), stored.deadline, clock.now()
        ),
        families=FAMILY_LABELS,
        family=PaperFamily.PARTY if is_party else PaperFamily.STATE,
    )


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    base = "/m/<int:meeting_id>/consultations"
    blueprint.get(base)(show_all)
    blueprint.get(f"{base}/new")(show_new)
    blueprint.get(f"{base}/<int:consultation_id>")(show)

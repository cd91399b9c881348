"""Pages of members who are asked and signed in by badge or account."""

from flask import Blueprint, Response, jsonify, render_template
from flask.typing import ResponseReturnValue

from kiosk import clock
from kiosk.badges.rules import start_screen_of
from kiosk.consultations import queries
from kiosk.consultations.actions.answering import answer_signed_in
from kiosk.consultations.rules import (
    ANSWER_LABELS,
    ConsultationAnswerForm,
    ConsultationState,
    is_answerable,
)
from kiosk.meetings.queries import get_meeting
from kiosk.roles import Permission
from kiosk.web import request as web
from kiosk.web import x_accel


def show_own(meeting_id: int) -> ResponseReturnValue:
    """Show what the requester is asked in this meeting."""
    actor = web.actor(meeting_id, Permission.ANSWER_CONSULTATION)
    with web.store().read_session() as session:
        meeting = get_meeting(session, meeting_id)
        own = queries.own_consultations(session, actor.member_id or 0)
    now = clock.now()
    return render_template(
        "consultations/own.html",
        actor=actor,
        meeting=meeting,
        lines=[
            (
                consultation,
                recipient,
                is_answerable(
                    ConsultationState(consultation.state), consultation.deadline, now
                ),
            )
            for consultation, recipient in own
        ],
        answers=ANSWER_LABELS,
        home=start_screen_of(actor.role, meeting_id),
    )


def show_answer(meeting_id: int, consultation_id: int) -> ResponseReturnValue:
    """Show the sheet to answer on."""
    actor = web.actor(meeting_id, Permission.ANSWER_CONSULTATION)
    with web.store().read_session() as session:
        queries.own_recipient(session, actor, consultation_id)
        meeting = get_meeting(session, meeting_id)
    return render_template(
        "consultations/answer.html",
        actor=actor,
        meeting=meeting,
        consultation_id=consultation_id,
        answers=ANSWER_LABELS,
    )


def sheet(meeting_id: int, consultation_id: int) -> Response:
    """Return what is asked, and the requester's answer."""
    actor = web.actor(meeting_id, Permission.ANSWER_CONSULTATION)
    with web.store().read_session() as session:
        found = queries.own_recipient(session, actor, consultation_id)
        return sheet_reply(queries.answer_sheet(session, *found, clock.now()))


def sheet_reply(content: dict[str, object]) -> Response:
    """Return a sheet that no cache keeps."""
    reply = jsonify(content)
    reply.headers["Cache-Control"] = "private, no-store"
    return reply


def answer(meeting_id: int, consultation_id: int) -> ResponseReturnValue:
    """Store the requester's answer."""
    actor = web.actor(meeting_id, Permission.ANSWER_CONSULTATION)
    form = web.body(ConsultationAnswerForm)
    with web.store().unit_of_work(actor.label) as work:
        stored = answer_signed_in(
            work, actor=actor, consultation_id=consultation_id, form=form
        )
        revision = stored.revision
    return jsonify(revision=revision)


def take_document(
    meeting_id: int, consultation_id: int, document_id: int
) -> ResponseReturnValue:
    """Download a document that goes with the consultation."""
    actor = web.actor(meeting_id, Permission.ANSWER_CONSULTATION)
    with web.store().read_session() as session:
        consultation, _ = queries.own_recipient(session, actor, consultation_id)
        document = queries.sent_document(
            session, consultation, document_id, clock.now()
        )
        return send_document(document.original_sha256, document.file_name)


def send_document(sha256: str, file_name: str) -> Response:
    """Return an uploaded file as a download."""
    files = web.store().files
    place = files.path(sha256).relative_to(files.root)
    return x_accel.send_download(
        files.root, str(place), file_name, "application/octet-stream"
    )


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    base = "/m/<int:meeting_id>/consultations"
    one = f"{base}/<int:consultation_id>/answer"
    blueprint.get(f"{base}/own")(show_own)
    blueprint.get(one)(show_answer)
    blueprint.get(f"{one}/sheet")(sheet)
    blueprint.post(one)(answer)
    blueprint.get(f"{one}/documents/<int:document_id>")(take_document)

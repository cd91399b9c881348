"""Routes of the review: sending, answering, comments, approving and locking."""

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from kiosk.annotations.routes.responses import private_json
from kiosk.minutes.actions import comments
from kiosk.minutes.actions import review as actions
from kiosk.minutes.forms import (
    AnswerForm,
    CommentForm,
    MinutesStateForm,
    ResolveForm,
    SendForm,
)
from kiosk.minutes.job_names import PDF_JOB
from kiosk.minutes.queries.review import possible_reviewers, readable_minutes
from kiosk.minutes.queries.text import get_minutes
from kiosk.minutes.routes.access import reader, writer
from kiosk.minutes.rules import MinutesState
from kiosk.web import request as web

blueprint = Blueprint("review", __name__, url_prefix="/<int:minutes_id>")


@blueprint.get("/reviewers")
def reviewers(meeting_id: int, minutes_id: int) -> ResponseReturnValue:
    """Return some who may be asked, whose names contain `?words=`."""
    writer(meeting_id)
    with web.store().read_session() as session:
        get_minutes(session, meeting_id, minutes_id)
        found = possible_reviewers(session, meeting_id, request.args.get("words", ""))
        people = [
            {
                "id": member.id,
                "name": member.full_name,
                "about": ", ".join(filter(None, [member.position, member.unit])),
                "role": member.role,
            }
            for member in found
        ]
    return private_json({"people": people})


@blueprint.post("/send")
def send(meeting_id: int, minutes_id: int) -> ResponseReturnValue:
    """Ask members for agreement until a deadline."""
    actor = writer(meeting_id)
    form = web.body(SendForm)
    with web.store().unit_of_work(actor.label) as work:
        actions.send_for_review(work, actor=actor, minutes_id=minutes_id, form=form)
    return "", 204


@blueprint.post("/state")
def move(meeting_id: int, minutes_id: int) -> ResponseReturnValue:
    """Take minutes back, approve or lock them."""
    actor = reader(meeting_id)
    form = web.body(MinutesStateForm)
    store = web.store()
    with store.unit_of_work(actor.label) as work:
        readable_minutes(work.session, actor, minutes_id)
        state = actions.move_minutes(
            work,
            actor=actor,
            minutes_id=minutes_id,
            form=form,
            key=store.config.record_key(),
        )
    if state == MinutesState.FINALISED:
        store.bulk_jobs.enqueue(PDF_JOB, priority=40, minutes_id=minutes_id)
    return "", 204


@blueprint.post("/answer")
def answer(meeting_id: int, minutes_id: int) -> ResponseReturnValue:
    """Agree, or send remarks."""
    actor = reader(meeting_id)
    form = web.body(AnswerForm)
    with web.store().unit_of_work(actor.label) as work:
        readable_minutes(work.session, actor, minutes_id)
        actions.answer_review(work, actor=actor, minutes_id=minutes_id, form=form)
    return "", 204


@blueprint.post("/comments")
def comment(meeting_id: int, minutes_id: int) -> ResponseReturnValue:
    """Comment on a passage, or reply."""
    actor = reader(meeting_id)
    form = web.body(CommentForm)
    with web.store().unit_of_work(actor.label) as work:
        readable_minutes(work.session, actor, minutes_id)
        made = comments.add_comment(work, actor=actor, minutes_id=minutes_id, form=form)
    return jsonify(id=made), 201


@blueprint.post("/comments/<int:comment_id>/resolved")
def resolve(meeting_id: int, minutes_id: int, comment_id: int) -> ResponseReturnValue:
    """Mark a comment as dealt with, or open it again."""
    actor = writer(meeting_id)
    form = web.body(ResolveForm)
    with web.store().unit_of_work(actor.label) as work:
        comments.resolve_comment(
            work,
            actor=actor,
            minutes_id=minutes_id,
            comment_id=comment_id,
            is_resolved=form.is_resolved,
        )
    return "", 204

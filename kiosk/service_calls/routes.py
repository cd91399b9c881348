"""Routes of service calls: from a seat, and at the desk that answers them."""

from flask import Blueprint, jsonify, render_template
from flask.typing import ResponseReturnValue

from kiosk import clock
from kiosk.annotations.routes.responses import private_json, push_to_users
from kiosk.badges.rules import start_screen_of
from kiosk.errors import N_
from kiosk.meetings.queries import get_meeting
from kiosk.roles import Permission
from kiosk.service_calls import actions, queries
from kiosk.service_calls.rules import CallForm
from kiosk.storage.journal import last_number
from kiosk.subjects import MeetingLink
from kiosk.web import request as web

blueprint = Blueprint(
    "service_calls", __name__, url_prefix="/m/<int:meeting_id>/service-calls"
)
MEETING_LINKS = (
    MeetingLink(
        "service_calls.show", N_("Yêu cầu phục vụ"), Permission.ANSWER_SERVICE_CALLS
    ),
)


@blueprint.get("")
def show(meeting_id: int) -> ResponseReturnValue:
    """Show the desk of service calls."""
    actor = web.actor(meeting_id, Permission.ANSWER_SERVICE_CALLS)
    with web.store().read_session() as session:
        meeting = get_meeting(session, meeting_id)
    return render_template(
        "service_calls/desk.html",
        actor=actor,
        meeting=meeting,
        home=start_screen_of(actor.role, meeting_id),
    )


@blueprint.get("/board")
def board(meeting_id: int) -> ResponseReturnValue:
    """Return the calls that the requester may answer, and the server's time."""
    actor = web.actor(meeting_id, Permission.ANSWER_SERVICE_CALLS)
    with web.store().read_session() as session:
        meeting = get_meeting(session, meeting_id)
        answer = {
            "n": last_number(session, meeting_id),
            "meeting": {"id": meeting_id, "title": meeting.title},
            "calls": queries.calls_for_desk(session, actor),
            "now": clock.now().isoformat(),
        }
    return private_json(answer)


@blueprint.get("/mine")
def mine(meeting_id: int) -> ResponseReturnValue:
    """Return the requester's own calls that wait."""
    actor = web.actor(meeting_id, Permission.CALL_SERVICE)
    if actor.member_id is None:
        return private_json({"calls": []})
    with web.store().read_session() as session:
        calls = queries.waiting_calls_of(session, actor.member_id)
    return private_json({"calls": calls})


@blueprint.post("")
def make(meeting_id: int) -> ResponseReturnValue:
    """Call for service."""
    actor = web.actor(meeting_id, Permission.CALL_SERVICE)
    form = web.body(CallForm)
    with web.store().unit_of_work(actor.label) as work:
        made = actions.make_call(work, actor=actor, kind=form.kind)
    return jsonify(id=made), 201


@blueprint.post("/<int:call_id>/cancel")
def cancel(meeting_id: int, call_id: int) -> ResponseReturnValue:
    """Cancel one's own call."""
    actor = web.actor(meeting_id, Permission.CALL_SERVICE)
    web.body(web.EmptyBody)
    with web.store().unit_of_work(actor.label) as work:
        actions.cancel_call(work, actor=actor, call_id=call_id)
    return "", 204


@blueprint.post("/<int:call_id>/take")
def take(meeting_id: int, call_id: int) -> ResponseReturnValue:
    """Note that the requester is on the way; the caller's tablet learns of it."""
    actor = web.actor(meeting_id, Permission.ANSWER_SERVICE_CALLS)
    web.body(web.EmptyBody)
    with web.store().unit_of_work(actor.label) as work:
        caller = actions.take_call(work, actor=actor, call_id=call_id)
    push_to_users([caller])
    return "", 204


@blueprint.post("/<int:call_id>/done")
def finish(meeting_id: int, call_id: int) -> ResponseReturnValue:
    """Note that a call was answered."""
    actor = web.actor(meeting_id, Permission.ANSWER_SERVICE_CALLS)
    web.body(web.EmptyBody)
    with web.store().unit_of_work(actor.label) as work:
        caller = actions.finish_call(work, actor=actor, call_id=call_id)
    push_to_users([caller])
    return "", 204

"""Routes by which control devices read the state and follow the events."""

from collections.abc import Callable
from typing import cast

from flask import Blueprint, Response, current_app, request

from kiosk.control import access
from kiosk.control.queries import find_token
from kiosk.control.state import EventSource, control_state, stream
from kiosk.errors import N_, Invalid
from kiosk.meetings.rules import MeetingState
from kiosk.screens.snapshot import SnapshotCache
from kiosk.web import request as web

blueprint = Blueprint("state", __name__, url_prefix="/control/v1/m/<int:meeting_id>")

MAX_DIGITS = 18


@blueprint.get("/state")
def show_state(meeting_id: int) -> Response:
    """Return the meeting's state as the hall may see it."""
    with access.control_actor(meeting_id):
        _, state = _state_of(meeting_id)()
    return Response(state, mimetype="application/json")


@blueprint.get("/events")
def follow_events(meeting_id: int) -> Response:
    """Send the state and then each event, as server-sent events."""
    with access.control_actor(meeting_id) as actor:
        last_id = _last_event_id()
        limits, token_id = access.limits(), actor.token_id
        limits.open_stream(token_id)
    reply = Response(
        stream(_source(meeting_id, access.token_hash()), last_id),
        mimetype="text/event-stream",
    )
    # Events must not wait for a full buffer of the proxy.
    reply.headers["X-Accel-Buffering"] = "no"
    reply.headers["Cache-Control"] = "no-store"
    reply.call_on_close(lambda: limits.close_stream(token_id))
    return reply


def _last_event_id() -> int | None:
    sent = request.headers.get("Last-Event-ID", "").strip()
    if not sent:
        return None
    if not (sent.isascii() and sent.isdigit() and len(sent) <= MAX_DIGITS):
        raise Invalid(N_("Last-Event-ID phải là số của sự kiện đã nhận."))
    return int(sent)


def _state_of(meeting_id: int) -> Callable[[], tuple[int, bytes]]:
    snapshots = cast(SnapshotCache, current_app.extensions["kiosk.snapshots"])
    store = web.store()
    return lambda: control_state(snapshots, store.read_session, meeting_id)


def _source(meeting_id: int, token_hash: str) -> EventSource:
    # The stream outlives the request's context.
    store = web.store()

    def is_allowed() -> bool:
        with store.read_session() as session:
            token = find_token(session, token_hash)
        return (
            token is not None
            and access.is_valid(token, meeting_id)
            and token.meeting_state != MeetingState.CLOSED
        )

    newest = current_app.extensions["kiosk.newest_number"]
    return EventSource(
        meeting_id, store.read_session, newest, _state_of(meeting_id), is_allowed
    )

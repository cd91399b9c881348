"""Commands of control devices about floor, timers and votes."""

from collections.abc import Callable
from typing import Annotated

import msgspec
from flask import Blueprint
from flask.typing import ResponseReturnValue

from kiosk.control import meeting_actions
from kiosk.control.access import control_actor
from kiosk.control.rules import ControlScope
from kiosk.timers.rules import TimerKind
from kiosk.web import request as web

blueprint = Blueprint("meeting", __name__, url_prefix="/control/v1/m/<int:meeting_id>")


class ClockForm(msgspec.Struct, forbid_unknown_fields=True):
    """Which timer: the speaker's, or the item's."""

    kind: TimerKind = TimerKind.SPEAKER


class ControlExtendForm(msgspec.Struct, forbid_unknown_fields=True):
    """By how many seconds which timer is extended."""

    seconds: Annotated[int, msgspec.Meta(ge=1, le=24 * 3600)]
    kind: TimerKind = TimerKind.SPEAKER


class AnnounceForm(msgspec.Struct, forbid_unknown_fields=True):
    """Which vote; null: the one that was closed last."""

    vote_id: Annotated[int, msgspec.Meta(ge=1, le=2**62)] | None = None


@blueprint.post("/floor/give-next")
def give_next(meeting_id: int) -> ResponseReturnValue:
    """Give the floor to the first in the queue."""
    with (
        control_actor(meeting_id, ControlScope.FLOOR) as actor,
        web.store().unit_of_work(actor.label) as work,
    ):
        meeting_actions.give_next(work, actor=actor)
    return "", 204


@blueprint.post("/floor/end")
def end_floor(meeting_id: int) -> ResponseReturnValue:
    """End the speech of the one who has the floor."""
    with (
        control_actor(meeting_id, ControlScope.FLOOR) as actor,
        web.store().unit_of_work(actor.label) as work,
    ):
        meeting_actions.end_floor(work, actor=actor)
    return "", 204


@blueprint.post("/timer/start")
def start(meeting_id: int) -> ResponseReturnValue:
    """Let a timer run on, or start that of the current item."""
    return _clock(meeting_id, meeting_actions.start_clock)


@blueprint.post("/timer/pause")
def pause(meeting_id: int) -> ResponseReturnValue:
    """Pause a timer."""
    return _clock(meeting_id, meeting_actions.pause_clock)


@blueprint.post("/timer/resume")
def resume(meeting_id: int) -> ResponseReturnValue:
    """Let a paused timer run on."""
    return _clock(meeting_id, meeting_actions.resume_clock)


def _clock(meeting_id: int, act: Callable[..., None]) -> ResponseReturnValue:
    with control_actor(meeting_id, ControlScope.TIMERS) as actor:
        form = web.body(ClockForm)
        with web.store().unit_of_work(actor.label) as work:
            act(work, actor=actor, kind=form.kind)
    return "", 204


@blueprint.post("/timer/extend")
def extend(meeting_id: int) -> ResponseReturnValue:
    """Give a timer more seconds."""
    with control_actor(meeting_id, ControlScope.TIMERS) as actor:
        form = web.body(ControlExtendForm)
        with web.store().unit_of_work(actor.label) as work:
            meeting_actions.extend_clock(
                work, actor=actor, kind=form.kind, seconds=form.seconds
            )
    return "", 204


@blueprint.post("/vote/announce")
def announce(meeting_id: int) -> ResponseReturnValue:
    """Show the result of a closed vote to everybody."""
    with control_actor(meeting_id, ControlScope.VOTES) as actor:
        form = web.body(AnnounceForm)
        with web.store().unit_of_work(actor.label) as work:
            meeting_actions.announce_result(work, actor=actor, vote_id=form.vote_id)
    return "", 204

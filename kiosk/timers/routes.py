"""Routes of timers, and the server's clock."""

from typing import Annotated

import msgspec
from flask import Blueprint, Response, jsonify
from flask.typing import ResponseReturnValue

from kiosk import clock
from kiosk.roles import Permission
from kiosk.timers import actions
from kiosk.web import request as web

blueprint = Blueprint("timers", __name__)
AT = "/m/<int:meeting_id>/timers/<int:timer_id>"

Seconds = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]


class ExtendForm(msgspec.Struct, forbid_unknown_fields=True):
    """Body: how many seconds more; `limit_seconds` as the presser saw it."""

    seconds: Seconds
    limit_seconds: Seconds | None = None


class TimerSettingsForm(msgspec.Struct, forbid_unknown_fields=True):
    """Body: remaining seconds at which screens warn, and whether with a sound."""

    warn_seconds: Annotated[list[Seconds], msgspec.Meta(max_length=20)]
    sound: bool


@blueprint.get("/clock")
def clock_now() -> Response:
    """Return the server's time in milliseconds since 1970.

    Usually `clock_middleware.py` has answered before.
    """
    reply = jsonify(now=clock.now_ms())
    reply.headers["Cache-Control"] = "no-store"
    return reply


@blueprint.post(f"{AT}/pause")
def pause(meeting_id: int, timer_id: int) -> ResponseReturnValue:
    """Pause a timer."""
    actor = web.actor(meeting_id, Permission.MANAGE_FLOOR)
    with web.store().unit_of_work(actor.label) as work:
        actions.pause_timer(work, actor=actor, timer_id=timer_id)
    return "", 204


@blueprint.post(f"{AT}/resume")
def resume(meeting_id: int, timer_id: int) -> ResponseReturnValue:
    """Let a timer run on."""
    actor = web.actor(meeting_id, Permission.MANAGE_FLOOR)
    with web.store().unit_of_work(actor.label) as work:
        actions.resume_timer(work, actor=actor, timer_id=timer_id)
    return "", 204


@blueprint.post(f"{AT}/extend")
def extend(meeting_id: int, timer_id: int) -> ResponseReturnValue:
    """Give a timer more time."""
    actor = web.actor(meeting_id, Permission.MANAGE_FLOOR)
    form = web.body(ExtendForm)
    with web.store().unit_of_work(actor.label) as work:
        actions.extend_timer(
            work,
            actor=actor,
            timer_id=timer_id,
            seconds=form.seconds,
            seen_limit=form.limit_seconds,
        )
    return "", 204


@blueprint.post(f"{AT}/stop")
def stop(meeting_id: int, timer_id: int) -> ResponseReturnValue:
    """Stop a timer."""
    actor = web.actor(meeting_id, Permission.MANAGE_FLOOR)
    with web.store().unit_of_work(actor.label) as work:
        actions.stop_timer(work, actor=actor, timer_id=timer_id)
    return "", 204


@blueprint.post("/m/<int:meeting_id>/timers/settings")
def set_settings(meeting_id: int) -> ResponseReturnValue:
    """Set when timers warn."""
    actor = web.actor(meeting_id, Permission.MANAGE_FLOOR)
    form = web.body(TimerSettingsForm)
    with web.store().unit_of_work(actor.label) as work:
        actions.set_timer_settings(
            work, actor=actor, warn_seconds=form.warn_seconds, sound=form.sound
        )
    return "", 204

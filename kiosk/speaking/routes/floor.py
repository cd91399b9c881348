"""Give the floor, end, interrupt, return; order the queue; settings."""

from typing import Annotated

import msgspec
from flask import Blueprint, Response, jsonify
from flask.typing import ResponseReturnValue

from kiosk.roles import Permission
from kiosk.speaking.actions import floor as actions
from kiosk.speaking.actions import queue, settings
from kiosk.speaking.queries.requests import minutes_of, settings_of
from kiosk.speaking.rules import SpeechKind
from kiosk.timers.queries import warnings_of
from kiosk.web import request as web

Id = Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]


class GiveForm(msgspec.Struct, forbid_unknown_fields=True):
    """Body: the request that the presser saw speaking; null: nobody spoke."""

    instead_of: Id | None


class QueueMoveForm(msgspec.Struct, forbid_unknown_fields=True):
    """Body: the new neighbour before it; null: to the head."""

    after: Id | None


class EndForm(msgspec.Struct, forbid_unknown_fields=True):
    """Body: whose speech ends."""

    request_id: Id


class InterruptForm(msgspec.Struct, forbid_unknown_fields=True):
    """Body: the point of order, and who was seen speaking."""

    request_id: Id
    instead_of: Id | None = None


class ReturnForm(msgspec.Struct, forbid_unknown_fields=True):
    """Body: who gave way, as it was seen."""

    request_id: Id | None = None


class FloorListForm(msgspec.Struct, forbid_unknown_fields=True):
    """Body: whether the list takes requests."""

    open: bool


class SettingsForm(msgspec.Struct, forbid_unknown_fields=True):
    """Body: minutes of a speech by kind, and whether texts are shown.

    What is missing stays.
    """

    minutes: dict[SpeechKind, Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]]
    shows_texts: bool | None = None


def give(meeting_id: int, request_id: int) -> ResponseReturnValue:
    """Give somebody the floor."""
    actor = web.actor(meeting_id, Permission.MANAGE_FLOOR)
    form = web.body(GiveForm)
    with web.store().unit_of_work(actor.label) as work:
        actions.give_floor(
            work, actor=actor, request_id=request_id, instead_of=form.instead_of
        )
    return "", 204


def skip(meeting_id: int, request_id: int) -> ResponseReturnValue:
    """Pass somebody over."""
    actor = web.actor(meeting_id, Permission.MANAGE_FLOOR)
    with web.store().unit_of_work(actor.label) as work:
        queue.skip_request(work, actor=actor, request_id=request_id)
    return "", 204


def recall(meeting_id: int, request_id: int) -> ResponseReturnValue:
    """Let somebody wait again."""
    actor = web.actor(meeting_id, Permission.MANAGE_FLOOR)
    with web.store().unit_of_work(actor.label) as work:
        queue.recall_request(work, actor=actor, request_id=request_id)
    return "", 204


def move(meeting_id: int, request_id: int) -> ResponseReturnValue:
    """Move a request in the queue."""
    actor = web.actor(meeting_id, Permission.MANAGE_FLOOR)
    form = web.body(QueueMoveForm)
    with web.store().unit_of_work(actor.label) as work:
        queue.move_request(work, actor=actor, request_id=request_id, after=form.after)
    return "", 204


def end(meeting_id: int) -> ResponseReturnValue:
    """End a speech."""
    actor = web.actor(meeting_id, Permission.MANAGE_FLOOR)
    form = web.body(EndForm)
    with web.store().unit_of_work(actor.label) as work:
        actions.end_speech(work, actor=actor, request_id=form.request_id)
    return "", 204


def interrupt(meeting_id: int) -> ResponseReturnValue:
    """Let the speaker give way to a point of order."""
    actor = web.actor(meeting_id, Permission.MANAGE_FLOOR)
    form = web.body(InterruptForm)
    with web.store().unit_of_work(actor.label) as work:
        actions.interrupt_speech(
            work,
            actor=actor,
            request_id=form.request_id,
            instead_of=form.instead_of,
        )
    return "", 204


def give_back(meeting_id: int) -> ResponseReturnValue:
    """Let the one who gave way speak on."""
    actor = web.actor(meeting_id, Permission.MANAGE_FLOOR)
    form = web.body(ReturnForm)
    with web.store().unit_of_work(actor.label) as work:
        actions.return_floor(work, actor=actor, request_id=form.request_id)
    return "", 204


def set_list(meeting_id: int) -> ResponseReturnValue:
    """Open or close the list."""
    actor = web.actor(meeting_id, Permission.MANAGE_FLOOR)
    form = web.body(FloorListForm)
    with web.store().unit_of_work(actor.label) as work:
        queue.set_list(work, actor=actor, is_open=form.open)
    return "", 204


def show_settings(meeting_id: int) -> Response:
    """Return the minutes of a speech by kind, what else is set, when timers warn."""
    web.actor(meeting_id, Permission.MANAGE_FLOOR)
    with web.store().read_session() as session:
        stored = settings_of(session, meeting_id)
        minutes, shows_texts = minutes_of(stored), stored.shows_texts
        timers = warnings_of(session, meeting_id)
    reply = jsonify(
        minutes={str(kind): value for kind, value in minutes.items()},
        shows_texts=shows_texts,
        **timers,
    )
    reply.headers["Cache-Control"] = "private, no-store"
    return reply


def set_settings(meeting_id: int) -> ResponseReturnValue:
    """Set the minutes of a speech by kind, and whether texts are shown."""
    actor = web.actor(meeting_id, Permission.MANAGE_FLOOR)
    form = web.body(SettingsForm)
    with web.store().unit_of_work(actor.label) as work:
        settings.set_minutes(work, actor=actor, minutes=form.minutes)
        if form.shows_texts is not None:
            settings.set_shows_texts(work, actor=actor, shows_texts=form.shows_texts)
    return "", 204


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    for does in (give, skip, recall, move):
        blueprint.post(f"/requests/<int:request_id>/{does.__name__}")(does)
    blueprint.post("/end")(end)
    blueprint.post("/interrupt")(interrupt)
    blueprint.post("/return")(give_back)
    blueprint.post("/list")(set_list)
    blueprint.get("/settings", endpoint="settings")(show_settings)
    blueprint.post("/settings")(set_settings)

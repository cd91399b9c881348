"""The word of a device that stands at a gate: it lives, and so much lies on it."""

from typing import Annotated, cast

import msgspec
from flask import Blueprint, Flask, current_app
from flask.typing import ResponseReturnValue

from kiosk.checkins.queries.gates import is_gate_of
from kiosk.checkins.watch import GateWatch, GateWord
from kiosk.errors import N_, NotFound
from kiosk.live.hints import Hints
from kiosk.roles import Permission
from kiosk.web import request as web

_WATCH = "kiosk.gate_watch"
Many = Annotated[int, msgspec.Meta(ge=0, le=100_000)]


class Standing(msgspec.Struct, forbid_unknown_fields=True):
    """Scans not sent yet, and those that the server would not have."""

    waiting: Many
    refused: Many


def install(app: Flask, hints: Hints) -> None:
    """Give the app its watch over the gates."""
    app.extensions[_WATCH] = GateWatch(hints)


def gate_watch() -> GateWatch:
    """Return what is known of the gates."""
    return cast(GateWatch, current_app.extensions[_WATCH])


def hear_gate(meeting_id: int, gate_id: int) -> ResponseReturnValue:
    """Take the word of a device at a gate; it stays in memory.

    :raises NotFound: there is no such gate for the asker.
    """
    actor = web.actor(meeting_id, Permission.CHECK_IN)
    form = web.body(Standing)
    with web.store().reading() as session:
        if not is_gate_of(session, actor, gate_id):
            raise NotFound(N_("Không có cửa này. Xin chọn lại cửa."), code="no_gate")
    word = GateWord(actor.sign_in_id, gate_id, form.waiting, form.refused)
    gate_watch().hear(word)
    return "", 204


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    blueprint.post("/m/<int:meeting_id>/gates/<int:gate_id>/word")(hear_gate)

"""Heartbeats of gate devices: liveness and number of scans not uploaded."""

from typing import Annotated, cast

import msgspec
from flask import Blueprint, Flask, current_app
from flask.typing import ResponseReturnValue

from kiosk.checkins.gate_heartbeats import GateHeartbeat, GateHeartbeatRegistry
from kiosk.checkins.queries.gates import is_permitted_gate
from kiosk.errors import N_, NotFound
from kiosk.live.message_bus import MessageBus
from kiosk.roles import Permission
from kiosk.web import request as web

_EXTENSION = "kiosk.gate_heartbeats"
_Count = Annotated[int, msgspec.Meta(ge=0, le=100_000)]


class GateHeartbeatForm(msgspec.Struct, forbid_unknown_fields=True):
    """Number of unsent scans and of rejected scans."""

    waiting: _Count
    refused: _Count


def install(app: Flask, bus: MessageBus) -> None:
    """Add the gate heartbeats to the app."""
    app.extensions[_EXTENSION] = GateHeartbeatRegistry(bus)


def gate_heartbeats() -> GateHeartbeatRegistry:
    """Return the gate heartbeats."""
    return cast(GateHeartbeatRegistry, current_app.extensions[_EXTENSION])


def gate_heartbeat(meeting_id: int, gate_id: int) -> ResponseReturnValue:
    """Receive a heartbeat of a device at a gate; kept in memory.

    :raises NotFound: there is no such gate for the requester.
    """
    actor = web.actor(meeting_id, Permission.CHECK_IN)
    form = web.body(GateHeartbeatForm)
    with web.store().read_session() as session:
        if not is_permitted_gate(session, actor, gate_id):
            raise NotFound(N_("Không có cửa này. Xin chọn lại cửa."), code="no_gate")
    heartbeat = GateHeartbeat(actor.sign_in_id, gate_id, form.waiting, form.refused)
    gate_heartbeats().receive(heartbeat)
    return "", 204


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    blueprint.post("/m/<int:meeting_id>/gates/<int:gate_id>/word")(gate_heartbeat)

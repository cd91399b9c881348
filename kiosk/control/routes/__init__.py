"""Routes of outside control: its tokens, its commands, its state and events."""

from flask import Blueprint, Flask

from kiosk.control.limits import ControlLimits
from kiosk.control.routes import commands, meeting, state, tokens
from kiosk.live.message_bus import MessageBus

blueprint = Blueprint("control", __name__)
for part in (
    tokens.blueprint,
    commands.blueprint,
    meeting.blueprint,
    state.blueprint,
):
    blueprint.register_blueprint(part)


def install(app: Flask, _bus: MessageBus) -> None:
    """Give the application the limits of its process."""
    app.extensions["kiosk.control_limits"] = ControlLimits()

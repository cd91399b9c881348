"""Routes of the interface: its calls, its description, and its tokens."""

from flask import Blueprint, Flask

from kiosk.api.access import LIMITS
from kiosk.api.limits import ApiLimits
from kiosk.api.routes import calls, description, tokens
from kiosk.live.message_bus import MessageBus

blueprint = Blueprint("api", __name__)
for part in (calls.blueprint, description.blueprint, tokens.blueprint):
    blueprint.register_blueprint(part)


def install(app: Flask, _bus: MessageBus) -> None:
    """Give the application the limits of its process."""
    app.extensions[LIMITS] = ApiLimits()

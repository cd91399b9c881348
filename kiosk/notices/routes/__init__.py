"""Routes of notices: one's own, the administrator's, and unsubscribing."""

from flask import Blueprint, Flask

from kiosk.live.message_bus import MessageBus
from kiosk.notices.routes import admin, own, unsubscribing

blueprint = Blueprint("notices", __name__)
for part in (own.blueprint, admin.blueprint, unsubscribing.blueprint):
    blueprint.register_blueprint(part)


def install(app: Flask, _bus: MessageBus) -> None:
    """Let templates show how many notices are unread."""
    app.jinja_env.globals["unread_notices"] = own.unread_notices

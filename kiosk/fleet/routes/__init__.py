"""Routes of the fleet screen, of commands and of the tablets themselves."""

from flask import Blueprint, Flask

from kiosk.fleet.dashboard import FleetDashboard
from kiosk.fleet.heartbeats import TabletHeartbeatRegistry
from kiosk.fleet.routes import admin, commands, screen, tablet
from kiosk.live.message_bus import MessageBus
from kiosk.web import device_cookies
from kiosk.web.static_files import static_version

blueprint = Blueprint("fleet", __name__)
for part in (tablet, screen, admin, commands):
    part.add_to(blueprint)


def install(app: Flask, bus: MessageBus) -> None:
    """Add heartbeats and dashboard of the tablets to the app."""
    watch = TabletHeartbeatRegistry(bus)
    app.extensions["kiosk.tablet_heartbeats"] = watch
    presence = app.extensions["kiosk.presence"]
    app.extensions["kiosk.fleet_dashboard"] = FleetDashboard(
        watch, presence, static_version()
    )
    app.jinja_env.globals["is_tablet_of_house"] = lambda: bool(
        device_cookies.tablet_secret()
    )

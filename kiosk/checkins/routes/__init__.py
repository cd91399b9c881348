"""Routes of check-in: gates, heartbeats, the roll and attendance lists."""

from flask import Blueprint, Flask

from kiosk.checkins.routes import entrance, heartbeat, lists, roll, scans
from kiosk.live.message_bus import MessageBus

blueprint = Blueprint("checkins", __name__)
for part in (entrance, heartbeat, scans, roll, lists):
    part.add_to(blueprint)


def install(app: Flask, bus: MessageBus) -> None:
    """Add the gate heartbeats to the app."""
    heartbeat.install(app, bus)

"""Routes of checking in: the gate and its word, the roll, the attendance lists."""

from flask import Blueprint, Flask

from kiosk.checkins.routes import entrance, heartbeat, lists, roll, scans
from kiosk.live.message_bus import MessageBus

blueprint = Blueprint("checkins", __name__)
for part in (entrance, heartbeat, scans, roll, lists):
    part.add_to(blueprint)


def install(app: Flask, bus: MessageBus) -> None:
    """Give the app its watch over the gates."""
    heartbeat.install(app, bus)

"""Routes of check-in: gates, heartbeats, the roll and attendance lists."""

from flask import Blueprint, Flask

from kiosk.checkins.routes import entrance, heartbeat, lists, roll, scans
from kiosk.errors import N_
from kiosk.live.message_bus import MessageBus
from kiosk.roles import Permission
from kiosk.subjects import MeetingLink

blueprint = Blueprint("checkins", __name__)
MEETING_LINKS = (
    MeetingLink(
        "checkins.show_entrance",
        N_("Bàn đón tiếp"),
        Permission.WATCH_DESK,
        unless=Permission.PREPARE_MEETING,
    ),
)
for part in (entrance, heartbeat, scans, roll, lists):
    part.add_to(blueprint)


def install(app: Flask, bus: MessageBus) -> None:
    """Add the gate heartbeats to the app."""
    heartbeat.install(app, bus)

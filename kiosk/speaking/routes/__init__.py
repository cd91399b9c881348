"""Routes of the floor: requests, the queue, speeches, questioning, statistics."""

from flask import Blueprint

from kiosk.errors import N_
from kiosk.roles import Permission
from kiosk.speaking.routes import floor, questions, requests, statistics
from kiosk.subjects import MeetingLink

blueprint = Blueprint("speaking", __name__, url_prefix="/m/<int:meeting_id>/floor")
MEETING_LINKS = (
    MeetingLink(
        "speaking.show_floor", N_("Danh sách phát biểu"), Permission.ASK_FLOOR_FOR_SITE
    ),
)
requests.add_to(blueprint)
floor.add_to(blueprint)
questions.add_to(blueprint)
statistics.add_to(blueprint)

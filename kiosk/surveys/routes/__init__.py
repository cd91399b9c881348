"""Routes of surveys: for the office, and for those who answer."""

from flask import Blueprint

from kiosk.errors import N_
from kiosk.roles import Permission
from kiosk.subjects import MeetingLink
from kiosk.surveys.routes import answering, lists, office

blueprint = Blueprint("surveys", __name__)
for _part in (lists, office, answering):
    _part.add_to(blueprint)
install = answering.install
MEETING_LINKS = (
    MeetingLink(
        "surveys.show_of_meeting", N_("Phiếu khảo sát"), Permission.PREPARE_MEETING
    ),
    MeetingLink(
        "surveys.show_open",
        N_("Trả lời khảo sát"),
        Permission.READ_PAPERS,
        unless=Permission.PREPARE_MEETING,
    ),
)

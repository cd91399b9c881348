"""Routes of consultations: the secretariat's, those of members, and personal links."""

from flask import Blueprint

from kiosk.consultations.routes import answering, changes, links, record, screens
from kiosk.errors import N_
from kiosk.roles import Permission
from kiosk.subjects import MeetingLink

blueprint = Blueprint("consultations", __name__)
for part in (screens, changes, record, answering, links):
    part.add_to(blueprint)
MEETING_LINKS = (
    MeetingLink(
        "consultations.show_all",
        N_("Lấy ý kiến bằng văn bản"),
        Permission.RUN_MEETING,
    ),
    MeetingLink(
        "consultations.show_own",
        N_("Phiếu lấy ý kiến gửi tôi"),
        Permission.ANSWER_CONSULTATION,
    ),
)

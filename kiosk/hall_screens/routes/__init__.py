"""Routes of the hall's screens: the operator's, the files', the lower third."""

from flask import Blueprint

from kiosk.errors import N_
from kiosk.hall_screens.routes import files, hall, operator
from kiosk.roles import Permission
from kiosk.subjects import MeetingLink

blueprint = Blueprint("hall_screens", __name__, url_prefix="/m/<int:meeting_id>")
MEETING_LINKS = (
    MeetingLink(
        "hall_screens.operator.show",
        N_("Màn hình hội trường"),
        Permission.MANAGE_SCREENS,
    ),
)
for part in (operator.blueprint, files.blueprint, hall.blueprint):
    blueprint.register_blueprint(part)

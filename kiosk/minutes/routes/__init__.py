"""Routes of minutes: screens, shared text, versions, review and files."""

from flask import Blueprint

from kiosk.errors import N_
from kiosk.minutes.routes import (
    files,
    issuing,
    printout,
    review,
    screens,
    text,
    versions,
)
from kiosk.roles import Permission
from kiosk.subjects import MeetingLink

blueprint = Blueprint("minutes", __name__, url_prefix="/m/<int:meeting_id>/minutes")
MEETING_LINKS = (
    MeetingLink("minutes.screens.choose", N_("Biên bản"), Permission.REVIEW_MINUTES),
)
for part in (screens, text, versions, review, files, issuing, printout):
    blueprint.register_blueprint(part.blueprint)

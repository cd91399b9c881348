"""Routes of lists: bringing one in, looking at it, taking one along."""

from flask import Blueprint

from kiosk.roster.routes import bringing, copying, looking

blueprint = Blueprint("roster", __name__, url_prefix="/m/<int:meeting_id>/roster")
for part in (looking, bringing, copying):
    blueprint.register_blueprint(part.blueprint)

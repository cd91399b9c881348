"""Routes of people lists: preview, import and export."""

from flask import Blueprint

from kiosk.people.routes import exports, imports, preview

blueprint = Blueprint("people", __name__, url_prefix="/m/<int:meeting_id>/roster")
for part in (preview, imports, exports):
    blueprint.register_blueprint(part.blueprint)

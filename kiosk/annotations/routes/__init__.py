"""Routes of own and shared notes."""

from flask import Blueprint

from kiosk.annotations.routes import own, sharing

blueprint = Blueprint(
    "annotations", __name__, url_prefix="/m/<int:meeting_id>/annotations"
)
blueprint.register_blueprint(own.blueprint)
blueprint.register_blueprint(sharing.blueprint)

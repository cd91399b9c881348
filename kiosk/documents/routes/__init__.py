"""Routes of documents, in the two hands they are in: preparing and reading."""

from flask import Blueprint

from kiosk.documents.routes import preparing, reading

blueprint = Blueprint("documents", __name__, url_prefix="/m/<int:meeting_id>/documents")
blueprint.register_blueprint(preparing.blueprint)
blueprint.register_blueprint(reading.blueprint)

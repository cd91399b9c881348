"""Routes of documents, for secretaries and readers."""

from flask import Blueprint

from kiosk.documents.routes import handling, preparing, reading

blueprint = Blueprint("documents", __name__, url_prefix="/m/<int:meeting_id>/documents")
blueprint.register_blueprint(handling.blueprint)
blueprint.register_blueprint(preparing.blueprint)
blueprint.register_blueprint(reading.blueprint)

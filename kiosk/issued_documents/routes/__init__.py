"""Routes of issued documents: the register, issuing, the book, a unit's inbox."""

from flask import Blueprint, Flask

from kiosk.issued_documents.routes import book, issuing, register, unit_inbox
from kiosk.issued_documents.routes.access import is_of_a_unit, keeps_register_now
from kiosk.live.message_bus import MessageBus

blueprint = Blueprint("issued_documents", __name__)
for part in (
    # Before the addresses of single lines.
    book.blueprint,
    register.blueprint,
    issuing.blueprint,
    unit_inbox.blueprint,
):
    blueprint.register_blueprint(part)


def install(app: Flask, _bus: MessageBus) -> None:
    """Let the head of staff pages link to the register and to a unit's inbox."""
    app.jinja_env.globals |= {
        "keeps_register": keeps_register_now,
        "is_of_a_unit": is_of_a_unit,
    }

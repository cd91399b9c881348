"""Routes of a unit: what was sent to it; opening a document is the receipt."""

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from kiosk.accounts.access_actions import AccessAction
from kiosk.accounts.actions.access_log import log_access
from kiosk.errors import N_, NotFound
from kiosk.issued_documents.actions.issuing import note_opened
from kiosk.issued_documents.document_types import TYPE_LABELS
from kiosk.issued_documents.queries.inbox import inbox, received_document
from kiosk.issued_documents.routes.access import receiving_unit
from kiosk.official_papers.urgency import URGENCY_LABELS
from kiosk.storage.files import path_of
from kiosk.web import device_cookies, x_accel
from kiosk.web import request as web

blueprint = Blueprint("inbox", __name__, url_prefix="/inbox")


@blueprint.get("")
def show() -> str:
    """Show what the unit has received."""
    unit = receiving_unit()
    with web.store().read_session() as session:
        received = inbox(session, unit.unit_id)
    return render_template(
        "issued_documents/inbox.html",
        unit=unit,
        received=received,
        types=TYPE_LABELS,
        urgencies=URGENCY_LABELS,
    )


@blueprint.get("/<int:delivery_id>")
def show_received(delivery_id: int) -> str:
    """Show one document; the page confirms its arrival by a POST of its own."""
    unit = receiving_unit()
    with web.store().read_session() as session:
        document = received_document(session, unit.unit_id, delivery_id)
    return render_template(
        "issued_documents/received.html",
        unit=unit,
        document=document,
        types=TYPE_LABELS,
        urgencies=URGENCY_LABELS,
    )


@blueprint.post("/<int:delivery_id>/opened")
def open_received(delivery_id: int) -> ResponseReturnValue:
    """Note the receipt: the unit has opened the document."""
    unit = receiving_unit()
    web.body(web.EmptyBody)
    with web.store().unit_of_work(f"unit:{unit.unit_id}") as work:
        before = received_document(work.session, unit.unit_id, delivery_id)
        if before.opened_at is None:
            note_opened(
                work, delivery_id=delivery_id, unit_id=unit.unit_id, by=unit.name
            )
            log_access(
                work,
                AccessAction.DOCUMENT_OPENED,
                f"unit:{unit.unit_id}",
                device_cookies.client_endpoint(),
                f"delivery:{delivery_id}",
            )
    return "", 204


@blueprint.get("/<int:delivery_id>/file")
def take_received(delivery_id: int) -> Response:
    """Download the document.

    :raises NotFound: the unit has not received it, or it is recalled.
    """
    unit = receiving_unit()
    with web.store().read_session() as session:
        document = received_document(session, unit.unit_id, delivery_id)
    if not document.file_sha256:
        raise NotFound(N_("Văn bản này đã được thu hồi."))
    name = f"{document.number.replace('/', '-')}.pdf"
    root = web.store().files.root
    place = path_of(document.file_sha256)
    return x_accel.send_download(root, place, name, "application/pdf")

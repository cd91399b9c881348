"""Secrecy stamps: withdraw a stamped document, or record a false alarm."""

import logging

from kiosk.documents.actions.audience import record_changed
from kiosk.documents.actions.lookup import find_document
from kiosk.documents.actions.versions import withdraw_with_earlier
from kiosk.documents.models import Document
from kiosk.documents.rules import READABLE, DocumentState, Recognition
from kiosk.errors import N_, Conflict
from kiosk.identity import Actor
from kiosk.storage.unit_of_work import UnitOfWork

log = logging.getLogger(__name__)


def stop_publication(
    work: UnitOfWork, document: Document, *, stamp: str, page: int
) -> None:
    """Record a secrecy stamp; withdraw the document if it is published.

    Earlier versions are withdrawn too: they concern the same matter.
    """
    if not document.secrecy_stamp:
        document.secrecy_stamp, document.secrecy_page = stamp, page
    document.stamp_denied_by = ""
    if document.publication not in READABLE:
        record_changed(work, document)
        return
    withdraw_with_earlier(work, document)


def deny_stamp(work: UnitOfWork, *, actor: Actor, document_id: int) -> None:
    """Record that a detected secrecy stamp is none, and who declared it.

    :raises Conflict: there is no stamp, or the document is still being processed.
    """
    document = find_document(work, actor, document_id)
    if not document.secrecy_stamp:
        raise Conflict(N_("Tài liệu này không có dấu mật nào."))
    is_reading = document.recognition == Recognition.RUNNING
    if document.state != DocumentState.READY or is_reading:
        raise Conflict(N_("Tài liệu chưa xử lý xong các trang. Xin chờ."))
    log.warning(
        "document %s: %s denies the stamp %s on page %s",
        document.id,
        actor.label,
        document.secrecy_stamp,
        document.secrecy_page,
    )
    document.secrecy_stamp, document.secrecy_page = "", 0
    document.stamp_denied_by = actor.label
    record_changed(work, document)

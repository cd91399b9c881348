"""A stamp of secrecy was found: nobody gets the paper, the secretary is told."""

import logging

from kiosk.documents.actions.audience import seen_by
from kiosk.documents.actions.lookup import find_document
from kiosk.documents.actions.versions import with_earlier_versions
from kiosk.documents.events import DocumentChanged, DocumentWithdrawn
from kiosk.documents.models import Document
from kiosk.documents.rules import READABLE, DocumentState, Publication, Recognition
from kiosk.errors import N_, Conflict
from kiosk.identity import Actor
from kiosk.storage.unit_of_work import UnitOfWork

log = logging.getLogger(__name__)


def stop_publication(
    work: UnitOfWork, document: Document, *, stamp: str, page: int
) -> None:
    """Note the stamp; if delegates may already read the paper, take it back at once.

    Its earlier versions go with it: what they say of the same matter is as secret.
    """
    if not document.secrecy_stamp:
        document.secrecy_stamp, document.secrecy_page = stamp, page
    document.stamp_denied_by = ""
    if document.publication not in READABLE:
        _record_change(work, document)
        return
    for paper in with_earlier_versions(work, document):
        paper.publication = Publication.WITHDRAWN
        paper.withdrawn_at = work.now
        work.record(
            DocumentWithdrawn(meeting_id=paper.meeting_id, document_id=paper.id)
        )


def deny_stamp(work: UnitOfWork, *, actor: Actor, document_id: int) -> None:
    """Note that what was taken for a stamp of secrecy is none, and who says so.

    :raises Conflict: no stamp was found, or more pages are still to be looked at.
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
    _record_change(work, document)


def _record_change(work: UnitOfWork, document: Document) -> None:
    work.record(
        DocumentChanged(
            meeting_id=document.meeting_id,
            document_id=document.id,
            seen_by=seen_by(work.session, document),
        )
    )

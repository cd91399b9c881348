"""A stamp of secrecy was found: nobody gets the paper, the secretary is told."""

from kiosk.documents.actions.audience import seen_by
from kiosk.documents.actions.versions import with_earlier
from kiosk.documents.events import DocumentChanged, DocumentWithdrawn
from kiosk.documents.models import Document
from kiosk.documents.rules import READABLE, Publication
from kiosk.storage.unit_of_work import UnitOfWork


def stop_publication(
    work: UnitOfWork, document: Document, *, stamp: str, page: int
) -> None:
    """Note the stamp; if delegates may already read the paper, take it back at once.

    Its earlier versions go with it: what they say of the same matter is as secret.
    """
    if not document.secrecy_stamp:
        document.secrecy_stamp, document.secrecy_page = stamp, page
    if document.publication not in READABLE:
        work.record(
            DocumentChanged(
                meeting_id=document.meeting_id,
                document_id=document.id,
                seen_by=seen_by(work.session, document),
            )
        )
        return
    for paper in with_earlier(work, document):
        paper.publication = Publication.WITHDRAWN
        paper.withdrawn_at = work.now
        work.record(
            DocumentWithdrawn(meeting_id=paper.meeting_id, document_id=paper.id)
        )

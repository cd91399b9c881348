"""A stamp of secrecy was found: nobody gets the paper, the secretary is told."""

from kiosk.documents.actions.audience import seen_by
from kiosk.documents.events import DocumentChanged, DocumentWithdrawn
from kiosk.documents.models import Document
from kiosk.documents.rules import Publication
from kiosk.storage.unit_of_work import UnitOfWork


def stop_publication(
    work: UnitOfWork, document: Document, *, stamp: str, page: int
) -> None:
    """Note the stamp; if delegates may already read the paper, take it back at once."""
    if not document.secrecy_stamp:
        document.secrecy_stamp, document.secrecy_page = stamp, page
    if document.publication != Publication.PUBLISHED:
        work.record(
            DocumentChanged(
                meeting_id=document.meeting_id,
                document_id=document.id,
                seen_by=seen_by(work.session, document),
            )
        )
        return
    document.publication = Publication.WITHDRAWN
    document.withdrawn_at = work.now
    work.record(
        DocumentWithdrawn(meeting_id=document.meeting_id, document_id=document.id)
    )

"""A stamp of secrecy was found: nobody gets the paper, the secretary is told."""

from kiosk.documents.events import DocumentWithdrawn
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
        return
    document.publication = Publication.WITHDRAWN
    document.withdrawn_at = work.now
    work.record(
        DocumentWithdrawn(meeting_id=document.meeting_id, document_id=document.id)
    )

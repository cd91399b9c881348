"""Audience of events about a document: those who may read it."""

from sqlalchemy.orm import Session

from kiosk.agenda.queries import roles_that_see
from kiosk.documents.events import DocumentChanged, DocumentProgressed
from kiosk.documents.models import Document
from kiosk.documents.rules import READABLE
from kiosk.roles import PERMISSIONS, Permission, Role
from kiosk.storage.unit_of_work import UnitOfWork


def seen_by(session: Session, document: Document) -> frozenset[Role]:
    """Return the roles that may read the document in its present state."""
    staff = PERMISSIONS[Permission.READ_DRAFTS]
    if document.publication not in READABLE or document.item_id is None:
        return staff
    return staff | roles_that_see(session, document.item_id)


def record_changed(
    work: UnitOfWork, document: Document, audience: frozenset[Role] | None = None
) -> None:
    """Record DocumentChanged for `audience`, by default those who may read it."""
    if audience is None:
        audience = seen_by(work.session, document)
    work.record(
        DocumentChanged(
            meeting_id=document.meeting_id, document_id=document.id, seen_by=audience
        )
    )


def record_progressed(work: UnitOfWork, document: Document) -> None:
    """Record DocumentProgressed with the present processing state."""
    work.record(
        DocumentProgressed(
            meeting_id=document.meeting_id,
            document_id=document.id,
            state=document.state,
            pages_ready=document.pages_ready,
            page_count=document.page_count,
            seen_by=seen_by(work.session, document),
        )
    )

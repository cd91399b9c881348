"""Letting delegates read a paper, and taking it back."""

from kiosk.documents.actions.audience import seen_by
from kiosk.documents.actions.finding import find_document
from kiosk.documents.events import DocumentPublished, DocumentWithdrawn
from kiosk.documents.rules import Publication, check_no_stamp, check_publishable
from kiosk.errors import N_, Conflict
from kiosk.identity import Actor
from kiosk.storage.unit_of_work import UnitOfWork


def publish_document(work: UnitOfWork, *, actor: Actor, document_id: int) -> None:
    """Let delegates read a paper.

    :raises Conflict: it has no page yet, was refused, or belongs to no item.
    :raises Forbidden: it bears a stamp of secrecy.
    """
    document = find_document(work, actor, document_id)
    check_no_stamp(document.secrecy_stamp, document.secrecy_page)
    check_publishable(document.state, document.pages_ready, document.item_id)
    if document.publication == Publication.PUBLISHED:
        return
    document.publication = Publication.PUBLISHED
    document.published_at, document.withdrawn_at = work.now, None
    work.record(
        DocumentPublished(
            meeting_id=document.meeting_id,
            document_id=document.id,
            seen_by=seen_by(work.session, document),
        )
    )


def withdraw_document(work: UnitOfWork, *, actor: Actor, document_id: int) -> None:
    """Take a published paper back from every tablet.

    :raises Conflict: it is not published.
    """
    document = find_document(work, actor, document_id)
    if document.publication != Publication.PUBLISHED:
        raise Conflict(N_("Tài liệu này không ở trạng thái đã phát hành."))
    document.publication = Publication.WITHDRAWN
    document.withdrawn_at = work.now
    work.record(
        DocumentWithdrawn(meeting_id=document.meeting_id, document_id=document.id)
    )

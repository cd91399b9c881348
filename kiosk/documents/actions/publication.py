"""Letting delegates read a paper, and taking it back."""

from kiosk.documents.actions.audience import seen_by
from kiosk.documents.actions.finding import check_item, find_document
from kiosk.documents.actions.versions import (
    newer_than,
    replace_old,
    with_earlier,
)
from kiosk.documents.events import DocumentPublished, DocumentWithdrawn
from kiosk.documents.models import Document
from kiosk.documents.rules import (
    READABLE,
    Publication,
    check_no_newer,
    check_no_stamp,
    check_publishable,
)
from kiosk.errors import N_, Conflict
from kiosk.identity import Actor
from kiosk.storage.unit_of_work import UnitOfWork


def publish_document(
    work: UnitOfWork, *, actor: Actor, document_id: int
) -> tuple[Document, Document | None]:
    """Let delegates read a paper; return it and the old version it replaces, if any.

    `secretariat` leads the live page on from the old version.

    :raises Conflict: it has no page yet, was refused, belongs to no item, or a newer
        version is published.
    :raises Forbidden: it bears a stamp of secrecy.
    """
    document = find_document(work, actor, document_id)
    check_no_stamp(document.secrecy_stamp, document.secrecy_page)
    check_item(work, actor, document.item_id)
    check_publishable(document.state, document.pages_ready, document.item_id)
    if document.publication == Publication.PUBLISHED:
        return document, None
    # One that only waits may go on waiting.
    check_no_newer(newer_than(work, document) - {Publication.DRAFT})
    document.publication = Publication.PUBLISHED
    document.published_at, document.withdrawn_at = work.now, None
    work.record(
        DocumentPublished(
            meeting_id=document.meeting_id,
            document_id=document.id,
            seen_by=seen_by(work.session, document),
        )
    )
    return document, replace_old(work, document)


def withdraw_document(work: UnitOfWork, *, actor: Actor, document_id: int) -> None:
    """Take a published paper back from every tablet, with its earlier versions.

    :raises Conflict: it is not published.
    """
    document = find_document(work, actor, document_id)
    if document.publication not in READABLE:
        raise Conflict(N_("Tài liệu này không ở trạng thái đã phát hành."))
    for paper in with_earlier(work, document):
        paper.publication = Publication.WITHDRAWN
        paper.withdrawn_at = work.now
        work.record(
            DocumentWithdrawn(meeting_id=paper.meeting_id, document_id=paper.id)
        )

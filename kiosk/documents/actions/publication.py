"""Publish and withdraw documents."""

import datetime as dt

from sqlalchemy import select

from kiosk.documents.actions.audience import seen_by
from kiosk.documents.actions.lookup import find_document, require_own_item
from kiosk.documents.actions.versions import (
    newer_publications,
    set_on_all_versions,
    supersede_published,
    withdraw_with_earlier,
)
from kiosk.documents.events import DocumentPublished
from kiosk.documents.models import Document
from kiosk.documents.rules import (
    READABLE,
    Publication,
    check_future,
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
    """Publish a document; return it and the version it replaces, if any.

    The caller moves the live page on from the replaced version.

    :raises Conflict: it has no page, was refused, has no item, or a newer version is
        published.
    :raises Forbidden: it has a secrecy stamp.
    :raises Invalid: its reading time is over.
    """
    document = find_document(work, actor, document_id)
    check_no_stamp(document.secrecy_stamp, document.secrecy_page)
    require_own_item(work, actor, document.item_id)
    check_publishable(document.state, document.pages_ready, document.item_id)
    if document.publication == Publication.PUBLISHED:
        return document, None
    # A newer draft may go on waiting.
    check_no_newer(newer_publications(work, document) - {Publication.DRAFT})
    check_future(document.readable_until, work.now)
    document.publication = Publication.PUBLISHED
    document.published_at, document.withdrawn_at = work.now, None
    work.record(
        DocumentPublished(
            meeting_id=document.meeting_id,
            document_id=document.id,
            sha256=document.original_sha256,
            seen_by=seen_by(work.session, document),
        )
    )
    return document, supersede_published(work, document)


def withdraw_document(work: UnitOfWork, *, actor: Actor, document_id: int) -> None:
    """Withdraw a published document with its earlier versions.

    :raises Conflict: it is not published.
    """
    document = find_document(work, actor, document_id)
    if document.publication not in READABLE:
        raise Conflict(N_("Tài liệu này không ở trạng thái đã phát hành."))
    withdraw_with_earlier(work, document)


def set_read_until(
    work: UnitOfWork,
    *,
    actor: Actor,
    document_id: int,
    readable_until: dt.datetime | None,
    until_close: bool,
) -> None:
    """Set when a document is withdrawn automatically.

    :raises Invalid: the time has passed.
    """
    document = find_document(work, actor, document_id)
    if readable_until != document.readable_until:
        check_future(readable_until, work.now)
    set_on_all_versions(
        work, document, readable_until=readable_until, until_close=until_close
    )


def withdraw_expired(work: UnitOfWork) -> None:
    """Withdraw every document, of any meeting, whose reading time is over."""
    documents = select(Document).where(
        Document.publication.in_(READABLE), Document.readable_until <= work.now
    )
    for document in work.session.scalars(documents).all():
        withdraw_with_earlier(work, document)


def withdraw_at_close(work: UnitOfWork, meeting_id: int) -> None:
    """Withdraw the documents published until the end of the meeting."""
    documents = select(Document).where(
        Document.meeting_id == meeting_id,
        Document.publication.in_(READABLE),
        Document.until_close,
    )
    for document in work.session.scalars(documents).all():
        withdraw_with_earlier(work, document)

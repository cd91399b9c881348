"""Letting delegates read a paper, for how long, and taking it back."""

import datetime as dt

from sqlalchemy import select

from kiosk.documents.actions.audience import seen_by
from kiosk.documents.actions.lookup import find_document, require_own_item
from kiosk.documents.actions.versions import (
    newer_publications,
    set_on_all_versions,
    supersede_published,
    with_earlier_versions,
)
from kiosk.documents.events import (
    DocumentPublished,
    DocumentWithdrawn,
)
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
    """Let delegates read a paper; return it and the old version it replaces, if any.

    `secretariat` leads the live page on from the old version.

    :raises Conflict: it has no page yet, was refused, belongs to no item, or a newer
        version is published.
    :raises Forbidden: it bears a stamp of secrecy.
    :raises Invalid: its time is over.
    """
    document = find_document(work, actor, document_id)
    check_no_stamp(document.secrecy_stamp, document.secrecy_page)
    require_own_item(work, actor, document.item_id)
    check_publishable(document.state, document.pages_ready, document.item_id)
    if document.publication == Publication.PUBLISHED:
        return document, None
    # One that only waits may go on waiting.
    check_no_newer(newer_publications(work, document) - {Publication.DRAFT})
    check_future(document.readable_until, work.now)
    document.publication = Publication.PUBLISHED
    document.published_at, document.withdrawn_at = work.now, None
    work.record(
        DocumentPublished(
            meeting_id=document.meeting_id,
            document_id=document.id,
            seen_by=seen_by(work.session, document),
        )
    )
    return document, supersede_published(work, document)


def withdraw_document(work: UnitOfWork, *, actor: Actor, document_id: int) -> None:
    """Take a published paper back from every tablet, with its earlier versions.

    :raises Conflict: it is not published.
    """
    document = find_document(work, actor, document_id)
    if document.publication not in READABLE:
        raise Conflict(N_("Tài liệu này không ở trạng thái đã phát hành."))
    _withdraw_with_earlier(work, document)


def set_read_until(
    work: UnitOfWork,
    *,
    actor: Actor,
    document_id: int,
    readable_until: dt.datetime | None,
    until_close: bool,
) -> None:
    """Say when a paper is taken back by itself: at a moment, when the meeting closes.

    :raises Invalid: the moment has passed.
    """
    document = find_document(work, actor, document_id)
    if readable_until != document.readable_until:
        check_future(readable_until, work.now)
    set_on_all_versions(
        work, document, readable_until=readable_until, until_close=until_close
    )


def withdraw_expired(work: UnitOfWork) -> None:
    """Take back every paper, of any meeting, whose time is over."""
    papers = select(Document).where(
        Document.publication.in_(READABLE), Document.readable_until <= work.now
    )
    for document in work.session.scalars(papers).all():
        _withdraw_with_earlier(work, document)


def withdraw_at_close(work: UnitOfWork, meeting_id: int) -> None:
    """Take back the papers that were given until the meeting's end only."""
    papers = select(Document).where(
        Document.meeting_id == meeting_id,
        Document.publication.in_(READABLE),
        Document.until_close,
    )
    for document in work.session.scalars(papers).all():
        _withdraw_with_earlier(work, document)


def _withdraw_with_earlier(work: UnitOfWork, document: Document) -> None:
    """Withdraw a paper, and the earlier versions that somebody may still read."""
    for paper in with_earlier_versions(work, document):
        # Taken back along with a later version a moment ago.
        if paper.publication == Publication.WITHDRAWN:
            continue
        paper.publication = Publication.WITHDRAWN
        paper.withdrawn_at = work.now
        work.record(
            DocumentWithdrawn(meeting_id=paper.meeting_id, document_id=paper.id)
        )

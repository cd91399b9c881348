"""Letting delegates read a paper, for how long, and taking it back."""

import datetime as dt

from sqlalchemy import select

from kiosk.documents.actions.audience import seen_by
from kiosk.documents.actions.finding import find_document
from kiosk.documents.events import (
    DocumentChanged,
    DocumentPublished,
    DocumentWithdrawn,
)
from kiosk.documents.models import Document
from kiosk.documents.rules import (
    READABLE,
    Publication,
    check_no_stamp,
    check_publishable,
    check_until,
)
from kiosk.errors import N_, Conflict
from kiosk.identity import Actor
from kiosk.storage.unit_of_work import UnitOfWork


def publish_document(work: UnitOfWork, *, actor: Actor, document_id: int) -> None:
    """Let delegates read a paper.

    :raises Conflict: it has no page yet, was refused, or belongs to no item.
    :raises Forbidden: it bears a stamp of secrecy.
    :raises Invalid: its time is over.
    """
    document = find_document(work, actor, document_id)
    check_no_stamp(document.secrecy_stamp, document.secrecy_page)
    check_publishable(document.state, document.pages_ready, document.item_id)
    if document.publication == Publication.PUBLISHED:
        return
    check_until(document.readable_until, work.now)
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
    _take_back(work, document)


def limit_document(
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
    limits = (readable_until, until_close)
    if limits == (document.readable_until, document.until_close):
        return
    if readable_until != document.readable_until:
        check_until(readable_until, work.now)
    document.readable_until, document.until_close = limits
    document.revision += 1
    work.record(
        DocumentChanged(
            meeting_id=document.meeting_id,
            document_id=document.id,
            seen_by=seen_by(work.session, document),
        )
    )


def withdraw_expired(work: UnitOfWork) -> None:
    """Take back every paper, of any meeting, whose time is over."""
    papers = select(Document).where(
        Document.publication.in_(READABLE), Document.readable_until <= work.now
    )
    for document in work.session.scalars(papers):
        _take_back(work, document)


def withdraw_at_close(work: UnitOfWork, meeting_id: int) -> None:
    """Take back the papers that were given until the meeting's end only."""
    papers = select(Document).where(
        Document.meeting_id == meeting_id,
        Document.publication.in_(READABLE),
        Document.until_close,
    )
    for document in work.session.scalars(papers):
        _take_back(work, document)


def _take_back(work: UnitOfWork, document: Document) -> None:
    document.publication = Publication.WITHDRAWN
    document.withdrawn_at = work.now
    work.record(
        DocumentWithdrawn(meeting_id=document.meeting_id, document_id=document.id)
    )

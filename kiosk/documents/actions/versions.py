"""The chain of versions of a document."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import select

from kiosk.documents.actions.audience import record_changed, seen_by
from kiosk.documents.events import DocumentReplaced, DocumentWithdrawn
from kiosk.documents.models import Document
from kiosk.documents.page_alignment import Pair, page_for
from kiosk.documents.rules import (
    NO_MAP,
    READABLE,
    DocumentState,
    Publication,
    check_no_newer,
)
from kiosk.errors import N_, Conflict
from kiosk.storage.unit_of_work import UnitOfWork

MAP_VERSIONS_JOB = "map_versions"


def predecessor(work: UnitOfWork, document: Document) -> Document | None:
    """Return the previous version, if it still exists."""
    if document.replaces_id is None:
        return None
    old = work.session.get(Document, document.replaces_id)
    return old if old and old.meeting_id == document.meeting_id else None


def successor(work: UnitOfWork, document: Document) -> Document | None:
    """Return the next version, if there is one."""
    return work.session.scalar(
        select(Document)
        .where(
            Document.replaces_id == document.id,
            Document.meeting_id == document.meeting_id,
        )
        .order_by(Document.id)
        .limit(1)
    )


def all_versions(work: UnitOfWork, document: Document) -> list[Document]:
    """Return all versions of a document, oldest first."""
    oldest = document
    while (older := predecessor(work, oldest)) is not None:
        oldest = older
    family = [oldest]
    while (newer := successor(work, family[-1])) is not None:
        family.append(newer)
    return family


def set_on_all_versions(work: UnitOfWork, document: Document, **orders: object) -> None:
    """Set columns of a document and of all its versions.

    Earlier versions may be open, later ones may be published at any time.
    """
    for version in all_versions(work, document):
        if all(getattr(version, name) == value for name, value in orders.items()):
            continue
        for name, value in orders.items():
            setattr(version, name, value)
        version.revision += 1
        record_changed(work, version)


def newer_publications(work: UnitOfWork, document: Document) -> set[Publication]:
    """Return the publication states of the newer versions."""
    family = all_versions(work, document)
    newer = family[family.index(document) + 1 :]
    return {Publication(version.publication) for version in newer}


def link_new_version(work: UnitOfWork, old: Document, new: Document) -> None:
    """Make `new`, a draft just uploaded, the next version of `old`.

    It follows the last existing version, even a withdrawn one, so that versions form a
    single chain.

    :raises Conflict: another new version is waiting or published.
    """
    check_no_newer(newer_publications(work, old))
    last = all_versions(work, old)[-1]
    new.replaces_id, new.version = last.id, last.version + 1
    new.item_id, new.ordinal, new.title = old.item_id, old.ordinal, old.title
    new.is_marked, new.is_kept = old.is_marked, old.is_kept
    new.readable_until, new.until_close = old.readable_until, old.until_close


def supersede_published(work: UnitOfWork, new: Document) -> Document | None:
    """Replace the published version by `new`; return it, or None.

    :raises Conflict: the pages of `new` are not complete or not aligned yet.
    """
    old = predecessor(work, new)
    # Skip versions that were never published.
    while old is not None and old.publication != Publication.PUBLISHED:
        old = predecessor(work, old)
    if old is None:
        return None
    before = predecessor(work, new)
    is_comparable = before is not None and before.state != DocumentState.REFUSED
    is_waiting = is_comparable and new.page_map == NO_MAP
    if new.state != DocumentState.READY or is_waiting:
        raise Conflict(
            N_(
                "Bản mới còn đang được xử lý và đối chiếu với bản cũ."
                " Xin chờ đủ trang rồi phát hành."
            ),
            code="not_ready",
        )
    old.publication = Publication.REPLACED
    work.record(
        DocumentReplaced(
            meeting_id=new.meeting_id,
            old_id=old.id,
            new_id=new.id,
            seen_by=seen_by(work.session, new),
        )
    )
    return old


def with_earlier_versions(work: UnitOfWork, document: Document) -> list[Document]:
    """Return a document and its earlier versions that may still be open."""
    versions = [document]
    older = predecessor(work, document)
    while older is not None:
        if older.publication == Publication.REPLACED:
            versions.append(older)
        older = predecessor(work, older)
    return versions


def withdraw_with_earlier(work: UnitOfWork, document: Document) -> None:
    """Withdraw a document with its earlier versions that may still be open."""
    for version in with_earlier_versions(work, document):
        # Already withdrawn with a later version.
        if version.publication == Publication.WITHDRAWN:
            continue
        version.publication = Publication.WITHDRAWN
        version.withdrawn_at = work.now
        work.record(
            DocumentWithdrawn(meeting_id=version.meeting_id, document_id=version.id)
        )


def page_in_newer(work: UnitOfWork, old: Document, new: Document, page: int) -> int:
    """Return the page of `new`, a later version, for a page of `old`."""
    steps, step = [], new
    while step.id != old.id:
        steps.append(step)
        before = predecessor(work, step)
        if before is None:
            break
        step = before
    for version in reversed(steps):
        page = page_for(page_map_of(version), page, version.page_count)
    return page


def page_map_of(document: Document) -> list[Pair]:
    """Return the pairs of pages of the previous and this version."""
    return msgspec.json.decode(document.page_map, type=list[Pair])


def store_page_map(
    work: UnitOfWork, *, old_id: int, new_id: int, pairs: Sequence[Pair]
) -> bool:
    """Store a page map; return False if the versions no longer follow each other."""
    new = work.session.get(Document, new_id)
    if new is None or new.replaces_id != old_id:
        return False
    page_map = msgspec.json.encode(pairs).decode()
    if new.page_map == page_map:
        return True
    new.page_map = page_map
    old = work.session.get(Document, old_id)
    # Readers of the old version are redirected by this map.
    is_followed = old is not None and old.publication in READABLE
    if is_followed or new.publication == Publication.DRAFT:
        record_changed(work, new)
    return True

"""Papers issued anew: what holds the versions of one paper together."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import select

from kiosk.documents.actions.audience import seen_by
from kiosk.documents.events import DocumentChanged, DocumentReplaced
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
    """Return the paper that this one is a new version of, if it is still there."""
    if document.replaces_id is None:
        return None
    old = work.session.get(Document, document.replaces_id)
    return old if old and old.meeting_id == document.meeting_id else None


def successor(work: UnitOfWork, document: Document) -> Document | None:
    """Return the paper that is a new version of this one, if there is any."""
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
    """Return all versions of a paper, itself among them, the oldest first."""
    oldest = document
    while (older := predecessor(work, oldest)) is not None:
        oldest = older
    family = [oldest]
    while (newer := successor(work, family[-1])) is not None:
        family.append(newer)
    return family


def set_on_all_versions(work: UnitOfWork, document: Document, **orders: object) -> None:
    """Order something of a paper and of all its versions: columns and their values.

    Earlier versions are open on some screen, later ones may be published any moment.
    """
    for paper in all_versions(work, document):
        if all(getattr(paper, name) == value for name, value in orders.items()):
            continue
        for name, value in orders.items():
            setattr(paper, name, value)
        paper.revision += 1
        work.record(
            DocumentChanged(
                meeting_id=paper.meeting_id,
                document_id=paper.id,
                seen_by=seen_by(work.session, paper),
            )
        )


def newer_publications(work: UnitOfWork, document: Document) -> set[Publication]:
    """Return how the newer versions of a paper stand."""
    family = all_versions(work, document)
    newer = family[family.index(document) + 1 :]
    return {Publication(paper.publication) for paper in newer}


def link_new_version(work: UnitOfWork, old: Document, new: Document) -> None:
    """Make `new`, a draft just uploaded, the next version of `old`: its heir.

    It follows the last version there is, though that was taken back: so versions form
    one line.

    :raises Conflict: another new version of it waits or is published already.
    """
    check_no_newer(newer_publications(work, old))
    last = all_versions(work, old)[-1]
    new.replaces_id, new.version = last.id, last.version + 1
    new.item_id, new.ordinal, new.title = old.item_id, old.ordinal, old.title
    new.is_marked, new.is_kept = old.is_marked, old.is_kept
    new.readable_until, new.until_close = old.readable_until, old.until_close


def supersede_published(work: UnitOfWork, new: Document) -> Document | None:
    """Let `new`, just published, take the place of the version that is being read.

    Returns that one, None if nobody reads any.

    :raises Conflict: its pages are not all there yet, or not compared with the old's.
    """
    old = predecessor(work, new)
    # What was never given to delegates has nobody to lead on.
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
    """Return a paper and its earlier versions that may still be open somewhere."""
    papers = [document]
    older = predecessor(work, document)
    while older is not None:
        if older.publication == Publication.REPLACED:
            papers.append(older)
        older = predecessor(work, older)
    return papers


def page_in_newer(work: UnitOfWork, old: Document, new: Document, page: int) -> int:
    """Return where `new`, some versions after `old`, goes on from a page of `old`."""
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
    """Return which pages of its old version stand on which of a paper's."""
    return msgspec.json.decode(document.page_map, type=list[Pair])


def store_page_map(
    work: UnitOfWork, *, old_id: int, new_id: int, pairs: Sequence[Pair]
) -> bool:
    """Store where the old version's pages went; return False if there is none now."""
    new = work.session.get(Document, new_id)
    if new is None or new.replaces_id != old_id:
        return False
    page_map = msgspec.json.encode(pairs).decode()
    if new.page_map == page_map:
        return True
    new.page_map = page_map
    old = work.session.get(Document, old_id)
    # The banner of those who still read the old one leads by this map.
    is_followed = old is not None and old.publication in READABLE
    if is_followed or new.publication == Publication.DRAFT:
        work.record(
            DocumentChanged(
                meeting_id=new.meeting_id,
                document_id=new.id,
                seen_by=seen_by(work.session, new),
            )
        )
    return True

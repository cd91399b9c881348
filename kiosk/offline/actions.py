"""Record what tablets hold and what they have deleted."""

from collections.abc import Collection

from sqlalchemy import select, update

from kiosk.documents.models import Document
from kiosk.identity import Actor
from kiosk.offline.models import CachedDocument
from kiosk.storage.unit_of_work import UnitOfWork


def record_cached(
    work: UnitOfWork,
    *,
    actor: Actor,
    device: str,
    kept: Collection[int],
    whole: Collection[int],
    dropped: Collection[int],
) -> None:
    """Record which of the meeting's documents a device holds and no longer holds.

    `whole` are those without missing pages. Documents of other meetings are ignored.
    """
    known = {
        row.document_id: row
        for row in work.session.scalars(
            select(CachedDocument).where(
                CachedDocument.meeting_id == actor.meeting_id,
                CachedDocument.device == device,
            )
        )
    }
    ours = set(
        work.session.scalars(
            select(Document.id).where(
                Document.meeting_id == actor.meeting_id, Document.id.in_(kept)
            )
        )
    )
    for document_id in sorted(ours):
        row = known.get(document_id)
        if row is None:
            row = known[document_id] = CachedDocument(
                meeting_id=actor.meeting_id,
                document_id=document_id,
                device=device,
                kept_at=work.now,
            )
            work.session.add(row)
        elif row.dropped_at is not None:
            row.kept_at, row.dropped_at = work.now, None
    for document_id, row in known.items():
        row.member_id, row.sign_in_id = actor.member_id, actor.sign_in_id
        row.seen_at = work.now
        row.is_whole = document_id in whole
        if document_id in dropped and row.dropped_at is None:
            row.dropped_at = work.now


def record_wiped(work: UnitOfWork, *, device: str) -> None:
    """Record that a device has deleted all documents."""
    work.session.execute(
        update(CachedDocument)
        .where(CachedDocument.device == device, CachedDocument.dropped_at.is_(None))
        .values(dropped_at=work.now, seen_at=work.now)
    )

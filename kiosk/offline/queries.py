"""Queries about cached documents and the progress of recalls."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from kiosk.agenda.queries import agenda
from kiosk.documents.models import Document
from kiosk.documents.queries import documents_for
from kiosk.documents.rules import Publication
from kiosk.meetings.models import Member
from kiosk.offline.models import CachedDocument
from kiosk.roles import Role
from kiosk.sites.models import Site


def cacheable_documents(
    session: Session, meeting_id: int, role: Role
) -> list[Document]:
    """Return the documents that a device of `role` may keep, in agenda order.

    Without watermarked documents, whose pages are drawn on demand.
    """
    lines = agenda(session, meeting_id, role)
    places = {line.item.id: place for place, line in enumerate(lines)}
    documents = [
        line.document
        for line in documents_for(session, meeting_id, role, set(places))
        if line.document.publication == Publication.PUBLISHED
        and line.document.is_kept
        and not line.document.is_marked
    ]
    return sorted(
        documents, key=lambda document: places.get(document.item_id or 0, len(places))
    )


# Held when the document was withdrawn, not deleted before.
_HELD = or_(
    CachedDocument.dropped_at.is_(None),
    CachedDocument.dropped_at >= Document.withdrawn_at,
)


@dataclass(frozen=True)
class RecallProgress:
    """Number of devices that held a withdrawn document and that have deleted it."""

    document: int
    held: int
    dropped: int


def recalls(session: Session, meeting_id: int) -> list[RecallProgress]:
    """Return the progress of each recall of the meeting."""
    rows = session.execute(
        select(
            Document.id,
            func.count(CachedDocument.id),
            func.sum(case((CachedDocument.dropped_at.is_(None), 0), else_=1)),
        )
        .join(CachedDocument, and_(CachedDocument.document_id == Document.id, _HELD))
        .where(
            Document.meeting_id == meeting_id,
            Document.publication == Publication.WITHDRAWN,
        )
        .group_by(Document.id)
        .order_by(Document.id)
    )
    return [RecallProgress(*row) for row in rows]


@dataclass(frozen=True)
class DeviceHolder:
    """The last user of a device that has not confirmed a recall."""

    sign_in_id: int
    name: str
    seat: str
    site: str
    seen_at: dt.datetime


def device_holders(session: Session, document_id: int, most: int) -> list[DeviceHolder]:
    """Return up to `most` users of devices that still hold a document, by name."""
    wanted = (
        select(
            CachedDocument.sign_in_id,
            Member.full_name,
            Member.seat,
            Site.name,
            CachedDocument.seen_at,
        )
        .outerjoin(Member, CachedDocument.member_id == Member.id)
        .outerjoin(Site, Member.site_id == Site.id)
        .where(
            CachedDocument.document_id == document_id,
            CachedDocument.dropped_at.is_(None),
        )
        .order_by(Member.sort_key, CachedDocument.id)
        .limit(most)
    )
    return [
        DeviceHolder(sign_in_id, name or "", seat or "", site or "", seen_at)
        for sign_in_id, name, seat, site, seen_at in session.execute(wanted)
    ]


def holds_documents(session: Session, device: str) -> bool:
    """Tell whether a device still holds documents, as far as it has reported."""
    held = select(CachedDocument.device).where(
        CachedDocument.device == device, CachedDocument.dropped_at.is_(None)
    )
    return session.scalar(held.limit(1)) is not None

"""What tablets may keep, what they hold, who has not dropped what was recalled."""

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
    """Return the papers that a device of `role` may keep, in the agenda's order.

    Not those that bear each reader's name: their pages are drawn when they are turned.
    """
    lines = agenda(session, meeting_id, role)
    places = {line.item.id: place for place, line in enumerate(lines)}
    papers = [
        line.document
        for line in documents_for(session, meeting_id, role, set(places))
        if line.document.publication == Publication.PUBLISHED
        and line.document.is_kept
        and not line.document.is_marked
    ]
    return sorted(papers, key=lambda paper: places.get(paper.item_id or 0, len(places)))


# Held when the paper was taken back: what was dropped before does not count.
_HELD = or_(
    CachedDocument.dropped_at.is_(None),
    CachedDocument.dropped_at >= Document.withdrawn_at,
)


@dataclass(frozen=True)
class RecallProgress:
    """On how many devices a paper lay when it was taken back, and has been dropped."""

    document: int
    held: int
    dropped: int


def recalls(session: Session, meeting_id: int) -> list[RecallProgress]:
    """Return how far each of the meeting's recalls has come."""
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
    """Who holds, or held, a device that has not confirmed."""

    sign_in_id: int
    name: str
    seat: str
    site: str
    seen_at: dt.datetime


def device_holders(session: Session, document_id: int, most: int) -> list[DeviceHolder]:
    """Return the first holders of devices on which the paper still lies, by name."""
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

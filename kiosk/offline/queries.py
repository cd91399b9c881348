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
from kiosk.offline.models import KeptPaper
from kiosk.roles import Role
from kiosk.sites.models import Site


def papers_to_keep(session: Session, meeting_id: int, role: Role) -> list[Document]:
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
    KeptPaper.dropped_at.is_(None), KeptPaper.dropped_at >= Document.withdrawn_at
)


@dataclass(frozen=True)
class Recall:
    """On how many devices a paper lay when it was taken back, and has been dropped."""

    document: int
    held: int
    dropped: int


def recalls(session: Session, meeting_id: int) -> list[Recall]:
    """Return how far each of the meeting's recalls has come."""
    rows = session.execute(
        select(
            Document.id,
            func.count(KeptPaper.id),
            func.sum(case((KeptPaper.dropped_at.is_(None), 0), else_=1)),
        )
        .join(KeptPaper, and_(KeptPaper.document_id == Document.id, _HELD))
        .where(
            Document.meeting_id == meeting_id,
            Document.publication == Publication.WITHDRAWN,
        )
        .group_by(Document.id)
        .order_by(Document.id)
    )
    return [Recall(*row) for row in rows]


@dataclass(frozen=True)
class Holder:
    """Who holds, or held, a device that has not confirmed."""

    sign_in_id: int
    name: str
    seat: str
    site: str
    seen_at: dt.datetime


def holders_of(session: Session, document_id: int, most: int) -> list[Holder]:
    """Return the first holders of devices on which the paper still lies, by name."""
    wanted = (
        select(
            KeptPaper.sign_in_id,
            Member.full_name,
            Member.seat,
            Site.name,
            KeptPaper.seen_at,
        )
        .outerjoin(Member, KeptPaper.member_id == Member.id)
        .outerjoin(Site, Member.site_id == Site.id)
        .where(KeptPaper.document_id == document_id, KeptPaper.dropped_at.is_(None))
        .order_by(Member.sort_key, KeptPaper.id)
        .limit(most)
    )
    return [
        Holder(sign_in_id, name or "", seat or "", site or "", seen_at)
        for sign_in_id, name, seat, site, seen_at in session.execute(wanted)
    ]

"""Queries of the reading log for those who run the meeting."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from kiosk import clock
from kiosk.accounts.models import SignIn
from kiosk.agenda.queries import roles_that_see
from kiosk.documents.models import Document
from kiosk.documents.rules import Publication
from kiosk.errors import N_, NotFound
from kiosk.meetings.models import Member
from kiosk.reading_log.models import ReadRecord
from kiosk.reading_log.rules import READERS, DocumentPage, UnreadMember
from kiosk.roles import AUDIENCE, PERMISSIONS, Permission, Role
from kiosk.sites.models import Site


class CountedReader(NamedTuple):
    """A member whose reads are recorded."""

    member_id: int
    role: Role


def seconds_signed_in(session: Session, sign_in_id: int) -> float:
    """Return for how many seconds the device has been signed in."""
    started_at = session.scalars(
        select(SignIn.started_at).where(SignIn.id == sign_in_id)
    ).one()
    return (clock.now() - started_at).total_seconds()


def readers_of(
    session: Session, meeting_id: int, sign_in_ids: Iterable[int]
) -> dict[int, CountedReader]:
    """Return the members whose reads are recorded, by sign-in."""
    rows = session.execute(
        select(SignIn.id, Member.id, Member.role)
        .join(
            Member,
            or_(Member.id == SignIn.member_id, Member.account_id == SignIn.account_id),
        )
        .where(
            Member.meeting_id == meeting_id,
            Member.role.in_(READERS),
            SignIn.id.in_(sign_in_ids),
        )
    )
    return {
        sign_in_id: CountedReader(member_id, Role(role))
        for sign_in_id, member_id, role in rows
    }


def readable_pages(
    session: Session, meeting_id: int, places: Iterable[DocumentPage]
) -> dict[Role, set[DocumentPage]]:
    """Return, by role, which of these are pages of documents published to it."""
    places = set(places)
    documents = session.execute(
        select(Document.id, Document.page_count, Document.item_id).where(
            Document.id.in_({place.document for place in places}),
            Document.meeting_id == meeting_id,
            Document.publication != Publication.DRAFT,
        )
    ).all()
    counts = {document_id: count for document_id, count, _ in documents}
    roles = {
        document_id: _readers_of_item(session, item_id)
        for document_id, _, item_id in documents
    }
    return {
        role: {
            place
            for place in places
            if 1 <= place.page <= counts.get(place.document, 0)
            and role in roles[place.document]
        }
        for role in READERS
    }


def _readers_of_item(session: Session, item_id: int | None) -> frozenset[Role]:
    # Those who may read drafts also see documents without an item.
    seeing = roles_that_see(session, item_id) if item_id else frozenset()
    return READERS & (seeing | PERMISSIONS[Permission.READ_DRAFTS])


def _audience_of(session: Session, item_id: int | None) -> frozenset[Role]:
    return AUDIENCE & roles_that_see(session, item_id) if item_id else frozenset()


def unread_counts(session: Session, meeting_id: int) -> list[dict[str, Any]]:
    """Return, for each published document, its audience and how many opened it."""
    of_role: Counter[str] = Counter(
        dict(
            session.execute(
                select(Member.role, func.count())
                .where(Member.meeting_id == meeting_id)
                .group_by(Member.role)
            ).all()
        )
    )
    opened: Mapping[int, Counter[str]] = defaultdict(Counter)
    for document_id, role, count in session.execute(
        select(ReadRecord.document_id, Member.role, func.count())
        .join(Member, ReadRecord.member_id == Member.id)
        .where(Member.meeting_id == meeting_id)
        .group_by(ReadRecord.document_id, Member.role)
    ):
        opened[document_id][role] = count
    documents = session.execute(
        select(Document.id, Document.item_id)
        .where(
            Document.meeting_id == meeting_id,
            Document.publication == Publication.PUBLISHED,
        )
        .order_by(Document.ordinal, Document.id)
    ).all()
    audiences = {
        item_id: _audience_of(session, item_id)
        for item_id in {row[1] for row in documents}
    }
    return [
        {
            "document": document_id,
            "opened": sum(opened[document_id][role] for role in audiences[item_id]),
            "total": sum(of_role[role] for role in audiences[item_id]),
        }
        for document_id, item_id in documents
    ]


def unread(session: Session, meeting_id: int, document_id: int) -> list[UnreadMember]:
    """Return the members of the audience who have not opened a document, by name.

    :raises NotFound: the meeting has no such document.
    """
    document = session.get(Document, document_id)
    if document is None or document.meeting_id != meeting_id:
        raise NotFound(N_("Không có tài liệu này trong hội nghị."))
    rows = session.execute(
        select(Member.full_name, Member.seat, Member.unit, Member.site_id, Site.name)
        .outerjoin(Site, Member.site_id == Site.id)
        .outerjoin(
            ReadRecord,
            (ReadRecord.member_id == Member.id)
            & (ReadRecord.document_id == document_id),
        )
        .where(
            Member.meeting_id == meeting_id,
            Member.role.in_(_audience_of(session, document.item_id)),
            ReadRecord.member_id.is_(None),
        )
        .order_by(Member.sort_key, Member.id)
    )
    return [
        UnreadMember(name, seat, unit, site_id, site or "")
        for name, seat, unit, site_id, site in rows
    ]

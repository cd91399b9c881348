"""Queries of the checks."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from kiosk import clock
from kiosk.accounts.models import AccessLogCheckpoint, SignIn
from kiosk.checkins.models import Gate
from kiosk.documents.models import Document, Page, PageImage
from kiosk.documents.rules import UNFINISHED, Publication
from kiosk.meetings.models import Meeting, Member
from kiosk.meetings.rules import MeetingState
from kiosk.offline.models import CachedDocument
from kiosk.offline.queries import cacheable_documents
from kiosk.roles import AUDIENCE, Role


def revision(session: Session) -> str:
    """Return the schema revision, empty without a schema."""
    try:
        found = session.execute(text("SELECT version_num FROM alembic_version"))
        return str(found.scalar() or "")
    except SQLAlchemyError:
        return ""


def last_record_key(session: Session) -> str:
    """Return the public key that signed last on this server, "" before the first."""
    newest = select(AccessLogCheckpoint.public_key).order_by(
        AccessLogCheckpoint.id.desc()
    )
    return session.scalar(newest.limit(1)) or ""


def stuck_documents(session: Session, before: dt.datetime) -> list[str]:
    """Return the titles of documents uploaded `before` and not ready yet."""
    wanted = select(Document.title).where(
        Document.state.in_(UNFINISHED), Document.uploaded_at < before
    )
    return list(session.scalars(wanted.order_by(Document.id)))


def upcoming_meetings(session: Session) -> list[int]:
    """Return the meetings that are published, open or adjourned."""
    wanted = select(Meeting.id).where(
        Meeting.state.in_(
            [MeetingState.PUBLISHED, MeetingState.OPEN, MeetingState.ADJOURNED]
        )
    )
    return list(session.scalars(wanted.order_by(Meeting.starts_at, Meeting.id)))


def documents_in_use(session: Session, meeting_id: int) -> list[Document]:
    """Return the documents of the meeting that are not withdrawn."""
    wanted = select(Document).where(
        Document.meeting_id == meeting_id,
        Document.publication != Publication.WITHDRAWN,
    )
    return list(session.scalars(wanted.order_by(Document.ordinal, Document.id)))


def files_by_document(session: Session, meeting_id: int) -> dict[int, set[str]]:
    """Return the SHA-256 of every file that each document needs."""
    files: dict[int, set[str]] = defaultdict(set)
    for paper in documents_in_use(session, meeting_id):
        files[paper.id] |= {paper.original_sha256, paper.pdf_sha256}
    of_meeting = Document.meeting_id == meeting_id
    pages = select(Page.document_id, Page.words_sha256).join(
        Document, Page.document_id == Document.id
    )
    images = (
        select(Page.document_id, PageImage.sha256)
        .join(Page, PageImage.page_id == Page.id)
        .join(Document, Page.document_id == Document.id)
    )
    for wanted in (pages, images):
        for paper_id, sha256 in session.execute(wanted.where(of_meeting)):
            if paper_id in files:
                files[paper_id].add(sha256)
    return {paper_id: names - {""} for paper_id, names in files.items()}


def _is_open() -> ColumnElement[bool]:
    return and_(SignIn.ended_at.is_(None), SignIn.expires_at > clock.now())


def open_sign_ins(
    session: Session, meeting_id: int, roles: frozenset[Role]
) -> list[tuple[int, Role]]:
    """Return id and role of the open sign-ins with these roles."""
    wanted = (
        select(SignIn.id, Member.role)
        .join(Member, SignIn.member_id == Member.id)
        .where(
            Member.meeting_id == meeting_id,
            Member.role.in_(roles),
            _is_open(),
        )
    )
    return [(number, Role(role)) for number, role in session.execute(wanted)]


def walls(session: Session, meeting_id: int) -> list[str]:
    """Return the names of the meeting's hall screens."""
    wanted = select(Member.full_name).where(
        Member.meeting_id == meeting_id, Member.role == Role.WALL
    )
    return list(session.scalars(wanted))


class GateLocation(NamedTuple):
    """A gate and its site."""

    id: int
    name: str
    site_id: int | None


def gates(session: Session, meeting_id: int) -> list[GateLocation]:
    """Return the meeting's gates by name."""
    wanted = select(Gate.id, Gate.name, Gate.site_id).where(
        Gate.meeting_id == meeting_id
    )
    return [GateLocation(*row) for row in session.execute(wanted.order_by(Gate.name))]


@dataclass(frozen=True)
class OfflineCopies:
    """Documents stored on the signed-in devices."""

    devices: int
    whole: int
    # Documents of the role with the most.
    papers: int
    # By title: number of devices without it.
    lacking: dict[str, int]
    # By holder: number of missing documents.
    wanting: dict[str, int]


def count_offline_copies(session: Session, meeting_id: int) -> OfflineCopies:
    """Return which documents each device stores completely."""
    held: dict[int, set[int]] = defaultdict(set)
    kept = select(CachedDocument.sign_in_id, CachedDocument.document_id).where(
        CachedDocument.meeting_id == meeting_id,
        CachedDocument.dropped_at.is_(None),
        CachedDocument.is_whole,
    )
    for sign_in_id, document_id in session.execute(kept):
        held[sign_in_id].add(document_id)
    wanted = {
        role: {p.id: p.title for p in cacheable_documents(session, meeting_id, role)}
        for role in AUDIENCE
    }
    devices = holders(session, meeting_id)
    lacking, wanting = Counter[str](), Counter[str]()
    whole = 0
    for number, role, name in devices:
        missing = wanted[role].keys() - held[number]
        whole += not missing
        lacking.update(wanted[role][paper] for paper in missing)
        if missing:
            wanting[name] += len(missing)
    papers = max(map(len, wanted.values()))
    return OfflineCopies(len(devices), whole, papers, lacking, wanting)


def holders(session: Session, meeting_id: int) -> list[tuple[int, Role, str]]:
    """Return the audience's open sign-ins: id, role, and seat with name."""
    rows = session.execute(
        select(SignIn.id, Member.role, Member.seat, Member.full_name)
        .join(SignIn, SignIn.member_id == Member.id)
        .where(Member.meeting_id == meeting_id, Member.role.in_(AUDIENCE), _is_open())
        .order_by(Member.seat, Member.sort_key, SignIn.id)
    )
    return [
        (number, Role(role), " ".join(filter(None, (seat, name))))
        for number, role, seat, name in rows
    ]

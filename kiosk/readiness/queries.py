"""What the checks ask the database."""

import datetime as dt
from collections import defaultdict

from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from kiosk import clock
from kiosk.accounts.models import SignIn
from kiosk.documents.models import Document, Page, PageImage
from kiosk.documents.rules import UNFINISHED, Publication
from kiosk.meetings.models import Meeting, Member
from kiosk.meetings.rules import MeetingState
from kiosk.offline.models import KeptPaper
from kiosk.offline.queries import papers_to_keep
from kiosk.roles import AUDIENCE, Role


def revision(session: Session) -> str:
    """Return the schema's revision, nothing where there is no schema."""
    try:
        found = session.execute(text("SELECT version_num FROM alembic_version"))
        return str(found.scalar() or "")
    except SQLAlchemyError:
        return ""


def stuck_papers(session: Session, before: dt.datetime) -> list[str]:
    """Return the titles of papers uploaded `before` and not ready yet."""
    wanted = select(Document.title).where(
        Document.state.in_(UNFINISHED), Document.uploaded_at < before
    )
    return list(session.scalars(wanted.order_by(Document.id)))


def meetings_at_hand(session: Session) -> list[int]:
    """Return the meetings that are open or about to be."""
    wanted = select(Meeting.id).where(
        Meeting.state.in_(
            [MeetingState.PUBLISHED, MeetingState.OPEN, MeetingState.ADJOURNED]
        )
    )
    return list(session.scalars(wanted.order_by(Meeting.starts_at, Meeting.id)))


def papers_in_use(session: Session, meeting_id: int) -> list[Document]:
    """Return the papers that are, or may yet be, put before the meeting."""
    wanted = select(Document).where(
        Document.meeting_id == meeting_id,
        Document.publication != Publication.WITHDRAWN,
    )
    return list(session.scalars(wanted.order_by(Document.ordinal, Document.id)))


def files_by_paper(session: Session, meeting_id: int) -> dict[int, set[str]]:
    """Return the SHA-256 of every file that each of the meeting's papers needs."""
    files: dict[int, set[str]] = defaultdict(set)
    for paper in papers_in_use(session, meeting_id):
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


def open_sign_ins(
    session: Session, meeting_id: int, roles: frozenset[Role]
) -> list[tuple[int, Role]]:
    """Return the open sign-ins of `roles`: their number and role."""
    wanted = (
        select(SignIn.id, Member.role)
        .join(Member, SignIn.member_id == Member.id)
        .where(
            Member.meeting_id == meeting_id,
            Member.role.in_(roles),
            SignIn.ended_at.is_(None),
            SignIn.expires_at > clock.now(),
        )
    )
    return [(number, Role(role)) for number, role in session.execute(wanted)]


def walls(session: Session, meeting_id: int) -> list[str]:
    """Return the names of the meeting's hall screens."""
    wanted = select(Member.full_name).where(
        Member.meeting_id == meeting_id, Member.role == Role.WALL
    )
    return list(session.scalars(wanted))


def holders_of_all(session: Session, meeting_id: int) -> tuple[int, int, int]:
    """Count devices: those that hold every paper meant for them, and all; and papers.

    The papers are those of whoever may keep the most.
    """
    held: dict[int, set[int]] = defaultdict(set)
    kept = select(KeptPaper.sign_in_id, KeptPaper.document_id).where(
        KeptPaper.meeting_id == meeting_id, KeptPaper.dropped_at.is_(None)
    )
    for sign_in_id, document_id in session.execute(kept):
        held[sign_in_id].add(document_id)
    wanted = {
        role: {paper.id for paper in papers_to_keep(session, meeting_id, role)}
        for role in AUDIENCE
    }
    devices = open_sign_ins(session, meeting_id, frozenset(AUDIENCE))
    whole = sum(wanted[role] <= held[number] for number, role in devices)
    return whole, len(devices), max(map(len, wanted.values()))

"""Gather what the papers of a meeting say."""

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from kiosk.agenda.models import AgendaItem
from kiosk.agenda.queries import agenda, roles_that_see
from kiosk.agenda.rules import ItemKind
from kiosk.checkins.models import AttendanceRecord
from kiosk.checkins.queries.attendance_list import roll_call_sentence
from kiosk.checkins.quorum import QUORUM_ROLES
from kiosk.checkins.rules import SUMMONED_ROLES, AttendanceState
from kiosk.conclusions.queries import conclusions_of
from kiosk.documents.models import Document
from kiosk.documents.rules import Publication
from kiosk.meeting_papers.content.appendices import ProgrammeLine
from kiosk.meeting_papers.content.conclusion_notice import PaperConclusion
from kiosk.meeting_papers.content.credentials_report import (
    AbsentDelegate,
    CredentialsFacts,
    UnitAttendance,
)
from kiosk.meeting_papers.content.meeting import PaperMeeting, PaperPerson
from kiosk.meeting_papers.content.savings_report import SavedDocument
from kiosk.meetings.models import Member
from kiosk.meetings.queries import get_meeting
from kiosk.roles import Role
from kiosk.sites.models import Site
from kiosk.sites.rules import SiteKind
from kiosk.vietnamese import collation_key
from kiosk.voting.models import Vote
from kiosk.voting.queries.votes import COUNTED_STATES

_CAME = (AttendanceState.PRESENT_IN_PERSON, AttendanceState.PRESENT_ONLINE)


def paper_meeting(session: Session, meeting_id: int) -> PaperMeeting:
    """Return the meeting as its papers name it.

    :raises NotFound: there is no such meeting.
    """
    meeting = get_meeting(session, meeting_id)
    chairs = select(Member).where(
        Member.meeting_id == meeting_id, Member.role == Role.CHAIR
    )
    chair = session.scalars(chairs.order_by(Member.id).limit(1)).first()
    sites = select(func.count()).where(
        Site.meeting_id == meeting_id, Site.kind != SiteKind.MAIN
    )
    return PaperMeeting(
        title=meeting.title,
        body_name=meeting.body_name,
        place=meeting.place,
        starts_at=meeting.starts_at,
        chair=PaperPerson(chair.full_name, chair.position) if chair else None,
        site_count=session.scalar(sites) or 0,
    )


def paper_conclusions(session: Session, meeting_id: int) -> list[PaperConclusion]:
    """Return the conclusions in their order."""
    return [
        PaperConclusion(
            each.details.text,
            each.details.lead_unit,
            each.details.coordinating_units,
            each.details.due_date,
        )
        for each in conclusions_of(session, meeting_id)
    ]


def reporting_units(session: Session, meeting_id: int) -> tuple[str, ...]:
    """Return the units whose members have presented reports, in their order."""
    rows = session.execute(
        select(AgendaItem.id, Member.unit)
        .join(Member, AgendaItem.presenter_id == Member.id)
        .where(
            AgendaItem.meeting_id == meeting_id,
            AgendaItem.kind == ItemKind.REPORT,
            Member.unit != "",
        )
    )
    units = {row.id: row.unit for row in rows}
    order = [line.item.id for line in agenda(session, meeting_id, Role.SECRETARY)]
    return tuple(dict.fromkeys(units[item] for item in order if item in units))


def programme(session: Session, meeting_id: int) -> list[ProgrammeLine]:
    """Return the agenda as official delegates see it."""
    return [
        ProgrammeLine(
            each.number, each.item.title, each.presenter, each.item.planned_minutes
        )
        for each in agenda(session, meeting_id, Role.OFFICIAL_DELEGATE)
    ]


def programme_state(session: Session, meeting_id: int) -> list[int | str]:
    """Return what changes with the agenda."""
    item = AgendaItem
    newest = select(
        func.count(), func.sum(item.revision), func.max(item.changed_at)
    ).where(item.meeting_id == meeting_id)
    count, revisions, changed_at = session.execute(newest).one()
    return [count, int(revisions or 0), str(changed_at)]


def credentials_facts(session: Session, meeting_id: int) -> CredentialsFacts:
    """Return what is stored of the official delegates; those who left have come."""
    of_meeting = (Member.meeting_id == meeting_id, Member.role.in_(QUORUM_ROLES))
    joined = (AttendanceRecord, AttendanceRecord.member_id == Member.id)
    present = func.sum(case((AttendanceRecord.state.in_(_CAME), 1), else_=0))
    units = session.execute(
        select(Member.unit, func.count(), present)
        .outerjoin(*joined)
        .where(*of_meeting)
        .group_by(Member.unit)
    )
    absent = session.execute(
        select(Member.full_name, Member.unit, AttendanceRecord.reason)
        .join(*joined)
        .where(*of_meeting, AttendanceRecord.state == AttendanceState.ABSENT)
        .order_by(Member.sort_key, Member.id)
    )
    found = [UnitAttendance(unit, of, int(came)) for unit, of, came in units]
    return CredentialsFacts(
        # Those without a unit last.
        tuple(sorted(found, key=lambda one: (not one.unit, collation_key(one.unit)))),
        tuple(AbsentDelegate(*row) for row in absent),
        roll_call_sentence(session, meeting_id),
    )


def saved_documents(session: Session, meeting_id: int) -> list[SavedDocument]:
    """Return the published documents, with how many who are summoned may read each."""
    people = {
        Role(role): count
        for role, count in session.execute(
            select(Member.role, func.count())
            .where(Member.meeting_id == meeting_id, Member.role.in_(SUMMONED_ROLES))
            .group_by(Member.role)
        )
    }
    documents = session.scalars(
        select(Document)
        .outerjoin(AgendaItem, Document.item_id == AgendaItem.id)
        .where(
            Document.meeting_id == meeting_id,
            Document.publication == Publication.PUBLISHED,
            Document.item_id.is_not(None),
            Document.page_count > 0,
        )
        .order_by(AgendaItem.ordinal, Document.ordinal, Document.id)
    )
    return [
        SavedDocument(each.title, each.page_count, _readers(session, each, people))
        for each in documents
    ]


def _readers(session: Session, document: Document, people: dict[Role, int]) -> int:
    if document.item_id is None:
        return 0
    roles = roles_that_see(session, document.item_id)
    return sum(count for role, count in people.items() if role in roles)


def counted_votes(session: Session, meeting_id: int) -> list[Vote]:
    """Return the votes whose record may be made, oldest first."""
    counted = select(Vote).where(
        Vote.meeting_id == meeting_id,
        Vote.state.in_(COUNTED_STATES),
        Vote.result != "",
    )
    return list(session.scalars(counted.order_by(Vote.id)))


def count_summoned(session: Session, meeting_id: int) -> int:
    """Return how many people are summoned."""
    summoned = select(func.count()).where(
        Member.meeting_id == meeting_id, Member.role.in_(SUMMONED_ROLES)
    )
    return session.scalar(summoned) or 0

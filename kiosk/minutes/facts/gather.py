"""Gather the facts of a meeting from all subjects; some twenty queries in all."""

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.agenda.queries import agenda
from kiosk.announcements.models import Announcement
from kiosk.announcements.rules import AudienceKind
from kiosk.badges.rules import ROLE_LABELS
from kiosk.conclusions.queries import conclusions_of
from kiosk.documents.models import Document
from kiosk.documents.rules import Publication
from kiosk.meeting_papers.content.conclusion_notice import PaperConclusion
from kiosk.meetings.models import Member
from kiosk.meetings.queries import get_meeting
from kiosk.meetings.rules import MeetingState
from kiosk.minutes.facts.attendance import attendance_facts
from kiosk.minutes.facts.event_structs import Attendee
from kiosk.minutes.facts.items import proceedings_of
from kiosk.minutes.facts.speeches import attendee_of, speech_facts
from kiosk.minutes.facts.structs import (
    AnnouncementFact,
    ConclusionFact,
    MeetingFacts,
    UsedDocument,
)
from kiosk.minutes.facts.times import Course, course_of, site_outages
from kiosk.minutes.facts.votes import vote_facts
from kiosk.roles import Role, Visibility
from kiosk.sites.models import Site


def gather_facts(session: Session, meeting_id: int) -> MeetingFacts:
    """Return the facts of a meeting as they are now.

    :raises NotFound: there is no such meeting.
    """
    meeting = get_meeting(session, meeting_id)
    course = course_of(session, meeting_id)
    attendance = attendance_facts(session, meeting_id)
    # Items still in preparation are the secretariat's own.
    items = [
        one
        for one in agenda(session, meeting_id, Role.SECRETARY)
        if one.item.visibility != Visibility.PREPARERS
    ]
    numbers = {one.item.id: place for place, one in enumerate(items)}
    documents = _used_documents(session, meeting_id, numbers, course)
    held, not_held = proceedings_of(
        items,
        documents,
        [*speech_facts(session, meeting_id), *vote_facts(session, meeting_id)],
        course,
    )
    return MeetingFacts(
        meeting_id=meeting.id,
        title=meeting.title,
        body_name=meeting.body_name,
        place=meeting.place,
        starts_at=meeting.starts_at,
        state=MeetingState(meeting.state),
        sittings=course.sittings,
        closed_at=course.closed_at,
        chairs=people_of(session, meeting_id, Role.CHAIR),
        secretaries=people_of(session, meeting_id, Role.SECRETARY),
        official=attendance.official,
        invited=attendance.invited,
        sites=attendance.sites,
        quorum=attendance.quorum,
        documents=documents,
        items=held,
        not_held=not_held,
        agenda=tuple(one.item.title for one in items if one.item.parent_id is None),
        announcements=_announcements(session, meeting_id, course),
        outages=site_outages(session, meeting_id),
        conclusions=_conclusions(session, meeting_id),
    )


def _conclusions(session: Session, meeting_id: int) -> tuple[ConclusionFact, ...]:
    return tuple(
        ConclusionFact(
            one.conclusion.id,
            one.number,
            PaperConclusion(
                one.details.text,
                one.details.lead_unit,
                one.details.coordinating_units,
                one.details.due_date,
            ),
        )
        for one in conclusions_of(session, meeting_id)
    )


def people_of(session: Session, meeting_id: int, role: Role) -> tuple[Attendee, ...]:
    """Return the people of a role in the order in which they were added."""
    rows = session.execute(
        select(Member, Site.name)
        .outerjoin(Site, Site.id == Member.site_id)
        .where(Member.meeting_id == meeting_id, Member.role == role)
        .order_by(Member.id)
    )
    return tuple(attendee_of(member, site) for member, site in rows)


def _used_documents(
    session: Session, meeting_id: int, numbers: dict[int, int], course: Course
) -> tuple[UsedDocument, ...]:
    """Return what was published, in the agenda's order, in the newest version."""
    rows = session.execute(
        select(
            *(Document.id, Document.title, Document.page_count, Document.item_id),
            *(Document.ordinal, Document.publication, Document.withdrawn_at),
        ).where(
            Document.meeting_id == meeting_id,
            Document.published_at.is_not(None),
            Document.publication != Publication.REPLACED,
            Document.item_id.in_(numbers),
        )
    )
    ordered = sorted(rows, key=lambda row: (numbers[row.item_id], row.ordinal, row.id))
    return tuple(
        UsedDocument(
            row.id,
            row.title,
            row.page_count,
            row.item_id,
            row.withdrawn_at if _is_withdrawn_early(row.withdrawn_at, course) else None,
        )
        for row in ordered
    )


def _is_withdrawn_early(moment: dt.datetime | None, course: Course) -> bool:
    """Tell whether it was withdrawn before the end, which withdraws some by itself."""
    return moment is not None and (
        course.closed_at is None or moment < course.closed_at
    )


def _announcements(
    session: Session, meeting_id: int, course: Course
) -> tuple[AnnouncementFact, ...]:
    """Return the announcements between opening and end."""
    if not course.sittings:
        return ()
    rows = session.execute(
        select(Announcement, Site.name)
        .outerjoin(Site, Site.id == Announcement.site_id)
        .where(
            Announcement.meeting_id == meeting_id,
            Announcement.made_at >= course.sittings[0].began,
        )
        .order_by(Announcement.id)
    )
    return tuple(
        AnnouncementFact(one.made_at, one.text, _audience(one, site), one.is_urgent)
        for one, site in rows
        if course.closed_at is None or one.made_at <= course.closed_at
    )


def _audience(one: Announcement, site: str | None) -> str:
    if one.audience == AudienceKind.SITE:
        return f"điểm cầu {site}" if site else "một điểm cầu"
    if one.audience == AudienceKind.ROLE:
        return ROLE_LABELS[Role(one.role)].lower()
    return "toàn hội nghị"

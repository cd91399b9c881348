"""What changes when a paper would be another one; cheap, for every look at a paper."""

import hashlib
import json

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kiosk.checkins.models import AttendanceRecord
from kiosk.conclusions.queries import digest_of, issue_of
from kiosk.documents.models import Document
from kiosk.documents.rules import Publication
from kiosk.meeting_papers.queries import count_summoned, programme_state
from kiosk.meeting_papers.rules import PaperName, PaperOptions
from kiosk.meetings.queries import get_meeting
from kiosk.official_papers.queries import office_revision
from kiosk.official_papers.rules import PaperKind
from kiosk.voting.queries.votes import get_vote
from kiosk.voting.record.export import record_signature


def paper_signature(session: Session, name: PaperName, options: PaperOptions) -> str:
    """Return the signature of a paper as it would be made now.

    :raises NotFound: there is no such meeting or vote.
    """
    meeting = get_meeting(session, name.meeting_id)
    seen = [
        meeting.revision,
        office_revision(session, name.family),
        *_content(session, name, options),
    ]
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()


def _content(
    session: Session, name: PaperName, options: PaperOptions
) -> list[str | int]:
    if name.kind is None:
        return [record_signature(get_vote(session, name.meeting_id, name.vote_id))]
    if name.kind is PaperKind.CONCLUSION_NOTICE:
        is_issued = issue_of(session, name.meeting_id) is not None
        return [digest_of(session, name.meeting_id), is_issued]
    if name.kind is PaperKind.INVITATION:
        wanted = options.has_appendix
        return programme_state(session, name.meeting_id) if wanted else []
    if name.kind is PaperKind.SAVINGS_REPORT:
        return [*_documents(session, name), count_summoned(session, name.meeting_id)]
    of_meeting = AttendanceRecord.meeting_id == name.meeting_id
    newest = select(func.max(AttendanceRecord.number)).where(of_meeting)
    return [session.scalar(newest) or 0, count_summoned(session, name.meeting_id)]


def _documents(session: Session, name: PaperName) -> list[int]:
    published = select(func.count(), func.sum(Document.page_count)).where(
        Document.meeting_id == name.meeting_id,
        Document.publication == Publication.PUBLISHED,
    )
    count, pages = session.execute(published).one()
    return [count, int(pages or 0)]

"""Say what anybody may see of a thing now; None: nothing.

Every request asks these functions, so what is withdrawn, recalled or hidden again is
gone with the next one. They show what a guest of the meeting sees, at most.
"""

from sqlalchemy.orm import Session

from kiosk import clock
from kiosk.agenda.queries import NumberedItem, agenda
from kiosk.documents.models import Document
from kiosk.documents.rules import DocumentState, Publication, is_over
from kiosk.issued_documents.document_types import TYPE_LABELS, IssuedType
from kiosk.issued_documents.models import IssuedDocument
from kiosk.issued_documents.queries.register import shown_number
from kiosk.issued_documents.rules import IssuedState
from kiosk.meetings.models import Meeting
from kiosk.meetings.rules import REHEARSAL_TITLE, MeetingState
from kiosk.public_pages.models import Publicity
from kiosk.public_pages.rules import PublicEntry, PublicKind, PublicRow, VoteFigures
from kiosk.roles import Role
from kiosk.vietnamese import clock_time, date_words, long_date, number
from kiosk.voting.models import Vote
from kiosk.voting.queries.votes import result_of_vote
from kiosk.voting.rules.kinds import VoteState
from kiosk.voting.rules.results import VoteResult


def public_meeting(session: Session, meeting_id: int | None) -> Meeting | None:
    """Return a meeting that may be public: neither a draft nor a rehearsal."""
    meeting = session.get(Meeting, meeting_id) if meeting_id else None
    if meeting is None or meeting.state == MeetingState.DRAFT:
        return None
    return None if meeting.title.startswith(REHEARSAL_TITLE) else meeting


def guest_items(session: Session, meeting_id: int) -> list[NumberedItem]:
    """Return the agenda items that a guest sees."""
    return agenda(session, meeting_id, Role.GUEST)


def _is_guests_item(session: Session, meeting_id: int, item_id: int | None) -> bool:
    return item_id in {line.item.id for line in guest_items(session, meeting_id)}


def is_showable_document(session: Session, document: Document) -> bool:
    """Tell whether a document of a meeting may be public now."""
    return (
        document.publication == Publication.PUBLISHED
        and document.state == DocumentState.READY
        and not is_over(document.readable_until, clock.now())
        # Each reader would see their own name.
        and not document.is_marked
        and bool(document.pdf_sha256)
        and (not document.secrecy_stamp or bool(document.stamp_denied_by))
        and _is_guests_item(session, document.meeting_id, document.item_id)
    )


def is_showable_vote(session: Session, vote: Vote) -> bool:
    """Tell whether the result of a vote may be public now: only once announced."""
    return (
        vote.state == VoteState.ANNOUNCED
        and not vote.is_rehearsal
        and bool(vote.result)
        and (
            vote.item_id is None
            or _is_guests_item(session, vote.meeting_id, vote.item_id)
        )
    )


def is_showable_issued(document: IssuedDocument) -> bool:
    """Tell whether an issued document may be public now."""
    return document.state == IssuedState.ISSUED and bool(document.file_sha256)


def entry_of(session: Session, shown: Publicity) -> PublicEntry | None:
    """Return what anybody may see of it now."""
    makers = {
        PublicKind.AGENDA: _agenda_entry,
        PublicKind.DOCUMENT: _document_entry,
        PublicKind.VOTE: _vote_entry,
        PublicKind.ISSUED_DOCUMENT: _issued_entry,
    }
    return makers[PublicKind(shown.kind)](session, shown)


def _where(meeting: Meeting) -> list[str]:
    when = f"{clock_time(meeting.starts_at)}, {long_date(meeting.starts_at)}"
    return [line for line in (meeting.title, when, meeting.place) if line]


def _agenda_entry(session: Session, shown: Publicity) -> PublicEntry | None:
    meeting = public_meeting(session, shown.meeting_id)
    if meeting is None:
        return None
    return PublicEntry(
        token=shown.token,
        kind=PublicKind.AGENDA,
        title=meeting.title,
        body=meeting.body_name,
        shown_at=shown.shown_at,
        lines=_where(meeting)[1:],
        rows=[
            PublicRow(line.number, line.item.title)
            for line in guest_items(session, meeting.id)
        ],
    )


def _document_entry(session: Session, shown: Publicity) -> PublicEntry | None:
    document = session.get_one(Document, shown.document_id)
    meeting = public_meeting(session, document.meeting_id)
    if meeting is None or not is_showable_document(session, document):
        return None
    return PublicEntry(
        token=shown.token,
        kind=PublicKind.DOCUMENT,
        title=document.title,
        body=meeting.body_name,
        shown_at=shown.shown_at,
        lines=_where(meeting),
        file_sha256=document.pdf_sha256,
        file_name=f"{document.title}.pdf",
    )


def _vote_entry(session: Session, shown: Publicity) -> PublicEntry | None:
    vote = session.get_one(Vote, shown.vote_id)
    meeting = public_meeting(session, vote.meeting_id)
    result = result_of_vote(vote)
    if meeting is None or result is None or not is_showable_vote(session, vote):
        return None
    return PublicEntry(
        token=shown.token,
        kind=PublicKind.VOTE,
        title=vote.title,
        body=meeting.body_name,
        shown_at=shown.shown_at,
        lines=[line for line in (vote.question, *_where(meeting)) if line],
        rows=_result_rows(result),
        figures=VoteFigures(
            result.base_counts.cast, result.valid, result.invalid, result.blank
        ),
    )


def _result_rows(result: VoteResult) -> list[PublicRow]:
    """Return the counts of the whole vote, never those of sites or units."""
    rows = []
    for row in result.rows:
        if row.levels:
            rows += [
                PublicRow(f"{row.label} – {level}", number(count))
                for level, count in row.levels.items()
            ]
        else:
            rows.append(PublicRow(row.label, number(row.count), is_strong=row.passed))
    return rows


def _issued_entry(session: Session, shown: Publicity) -> PublicEntry | None:
    document = session.get_one(IssuedDocument, shown.issued_id)
    if not is_showable_issued(document):
        return None
    type_name = TYPE_LABELS[IssuedType(document.type)]
    return PublicEntry(
        token=shown.token,
        kind=PublicKind.ISSUED_DOCUMENT,
        title=f"{type_name} {shown_number(document)}: {document.summary}",
        body="",
        shown_at=shown.shown_at,
        lines=[date_words(document.date)],
        signer=document.signer,
        file_sha256=document.file_sha256,
        file_size=document.file_size,
        file_name=f"{type_name} {shown_number(document).replace('/', '-')}.pdf",
    )

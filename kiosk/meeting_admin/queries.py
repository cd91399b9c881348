"""Documents of agenda items, and the meetings that somebody prepares."""

from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from kiosk.agenda.models import AgendaItem
from kiosk.documents.models import Document
from kiosk.identity import Identity
from kiosk.meetings.queries import meetings_of
from kiosk.meetings.rules import MeetingState
from kiosk.roles import Permission


def documents_of_item(session: Session, item_id: int) -> list[Document]:
    """Return the documents of an item and its sub-items."""
    return list(
        session.scalars(
            select(Document)
            .join(AgendaItem, Document.item_id == AgendaItem.id)
            .where(or_(AgendaItem.id == item_id, AgendaItem.parent_id == item_id))
        )
    )


def count_documents(session: Session, item_id: int) -> int:
    """Return the number of an item's documents, in any state."""
    question = select(func.count()).where(Document.item_id == item_id)
    return session.execute(question).scalar_one()


def prepared_meetings(
    session: Session, identity: Identity, but: int
) -> list[dict[str, Any]]:
    """Return the other meetings that the requester may still prepare, newest first."""
    found = [
        line.meeting
        for line in meetings_of(session, identity)
        if line.may(Permission.PREPARE_MEETING)
        and line.meeting.id != but
        and line.meeting.state != MeetingState.CLOSED
    ]
    return [
        {"id": one.id, "title": one.title, "starts_at": one.starts_at.isoformat()}
        for one in sorted(found, key=lambda one: one.starts_at, reverse=True)
    ]

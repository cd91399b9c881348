"""Store the numbered events of each meeting.

A meeting's number is incremented with each event in the transaction of the change
itself, so a number identifies a state.
"""

import datetime as dt
from typing import Any

import msgspec
from sqlalchemy import ForeignKey, Select, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from kiosk.events import Event
from kiosk.roles import Role
from kiosk.storage.base import Base


class JournalCounter(Base):
    """The number of a meeting's last event."""

    __tablename__ = "journal_counters"

    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(default=0)


class JournalEntry(Base):
    """One event as it was sent."""

    __tablename__ = "journal"
    __table_args__ = (UniqueConstraint("meeting_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE")
    )
    number: Mapped[int]
    body: Mapped[str]
    audience: Mapped[str]
    ended_sign_in: Mapped[int | None]
    actor: Mapped[str]
    at: Mapped[dt.datetime]


class MeetingEvent(msgspec.Struct, frozen=True):
    """An event with its number in the journal, as sent to screens."""

    meeting_id: int
    number: int
    body: dict[str, Any]
    audience: frozenset[Role]
    ended_sign_in: int | None = None


def append_events(
    session: Session, events: list[Event], *, actor: str, at: dt.datetime
) -> list[MeetingEvent]:
    """Write `events` under their meetings' next numbers; return them numbered."""
    meeting_events = []
    for event in events:
        number = session.execute(
            update(JournalCounter)
            .where(JournalCounter.meeting_id == event.meeting_id)
            .values(number=JournalCounter.number + 1)
            .returning(JournalCounter.number),
            execution_options={"synchronize_session": False},
        ).scalar_one_or_none()
        if number is None:
            session.add(JournalCounter(meeting_id=event.meeting_id, number=1))
            session.flush()
            number = 1
        meeting_event = MeetingEvent(
            meeting_id=event.meeting_id,
            number=number,
            body=event.body(),
            audience=event.audience(),
            ended_sign_in=event.ended_sign_in(),
        )
        session.add(
            JournalEntry(
                meeting_id=meeting_event.meeting_id,
                number=meeting_event.number,
                body=msgspec.json.encode(meeting_event.body).decode(),
                audience=" ".join(sorted(meeting_event.audience)),
                ended_sign_in=meeting_event.ended_sign_in,
                actor=actor,
                at=at,
            )
        )
        meeting_events.append(meeting_event)
    return meeting_events


def last_number(session: Session, meeting_id: int) -> int:
    """Return the number of the meeting's last event, 0 before the first."""
    counter = select(JournalCounter.number).where(
        JournalCounter.meeting_id == meeting_id
    )
    return session.execute(counter).scalar_one_or_none() or 0


def last_numbers(session: Session) -> dict[int, int]:
    """Return the number of the last event of every meeting."""
    rows = session.execute(select(JournalCounter.meeting_id, JournalCounter.number))
    return {row.meeting_id: row.number for row in rows}


def _entries_after(meeting_id: int, number: int) -> Select[JournalEntry]:
    return (
        select(JournalEntry)
        .where(JournalEntry.meeting_id == meeting_id, JournalEntry.number > number)
        .order_by(JournalEntry.number)
    )


def events_after(session: Session, meeting_id: int, number: int) -> list[MeetingEvent]:
    """Return the meeting's events after `number`, in order."""
    return [
        MeetingEvent(
            meeting_id=entry.meeting_id,
            number=entry.number,
            body=msgspec.json.decode(entry.body),
            audience=frozenset(Role(name) for name in entry.audience.split()),
            ended_sign_in=entry.ended_sign_in,
        )
        for entry in session.scalars(_entries_after(meeting_id, number))
    ]

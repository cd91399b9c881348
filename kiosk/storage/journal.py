"""Store the numbered events of each meeting.

A meeting's number is incremented with each event in the transaction of the change
itself, so a number identifies a state. Each entry bears the hash of itself and of all
entries before it (`chain.py`); triggers of the database refuse to change or delete one
(migration 0032).
"""

import datetime as dt
from typing import Any, cast

import msgspec
from sqlalchemy import (
    ForeignKey,
    Select,
    Table,
    UniqueConstraint,
    bindparam,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from kiosk.events import Event
from kiosk.roles import Role
from kiosk.storage.base import Base
from kiosk.storage.chain import GENESIS, ChainedEvent, link_hash


class JournalCounter(Base):
    """The number and the hash of a meeting's last event."""

    __tablename__ = "journal_counters"

    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(default=0)
    hash: Mapped[str] = mapped_column(default=GENESIS)


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
    hash: Mapped[str]


class MeetingEvent(msgspec.Struct, frozen=True):
    """An event with its number in the journal, as sent to screens."""

    meeting_id: int
    number: int
    body: dict[str, Any]
    audience: frozenset[Role]
    ended_sign_in: int | None = None


# Plain statements, since every page turn executes them: half the time of mapped ones.
_ENTRIES = cast("Table", JournalEntry.__table__)
_COUNTERS = cast("Table", JournalCounter.__table__)
_LAST_OF = select(_COUNTERS.c.number, _COUNTERS.c.hash).where(
    _COUNTERS.c.meeting_id == bindparam("meeting")
)
_LAST_ENTRY_OF = (
    select(_ENTRIES.c.number, _ENTRIES.c.hash)
    .where(_ENTRIES.c.meeting_id == bindparam("meeting"))
    .order_by(_ENTRIES.c.number.desc())
    .limit(1)
)
_SET_LAST = (
    update(_COUNTERS)
    .where(_COUNTERS.c.meeting_id == bindparam("meeting"))
    .values(number=bindparam("number"), hash=bindparam("hash"))
)


def append_events(
    session: Session, events: list[Event], *, actor: str, at: dt.datetime
) -> list[MeetingEvent]:
    """Write `events` under their meetings' next numbers; return them numbered."""
    if not events:
        return []
    # A meeting may be new in this transaction.
    session.flush()
    # As it is stored: without NUL.
    actor = actor.replace("\0", "")
    heads: dict[int, tuple[int, str]] = {}
    meeting_events, rows = [], []
    for event in events:
        meeting_id = event.meeting_id
        number, previous = heads.get(meeting_id) or _head(session, meeting_id)
        body, audience = event.body(), event.audience()
        meeting_event = MeetingEvent(
            meeting_id=meeting_id,
            number=number + 1,
            body=body,
            audience=audience,
            ended_sign_in=event.ended_sign_in(),
        )
        entry = ChainedEvent(
            meeting_id=meeting_id,
            number=number + 1,
            at=at,
            actor=actor,
            audience=" ".join(sorted(audience)),
            body=msgspec.json.encode(body).decode(),
            ended_sign_in=meeting_event.ended_sign_in,
        )
        link = link_hash(previous, entry.content())
        rows.append({**msgspec.structs.asdict(entry), "hash": link})
        heads[meeting_id] = number + 1, link
        meeting_events.append(meeting_event)
    session.execute(insert(_ENTRIES), rows)
    for meeting_id, (number, link) in heads.items():
        values = {"meeting": meeting_id, "number": number, "hash": link}
        session.execute(_SET_LAST, values)
    return meeting_events


def _head(session: Session, meeting_id: int) -> tuple[int, str]:
    """Return the number and hash of the meeting's last entry, for the next one."""
    found = session.execute(_LAST_OF, {"meeting": meeting_id}).first()
    if found is not None:
        return found.number, found.hash
    # A new meeting; or its counter was removed from the database, and it must go on.
    last = session.execute(_LAST_ENTRY_OF, {"meeting": meeting_id}).first()
    number, link = (last.number, last.hash) if last else (0, GENESIS)
    row = {"meeting_id": meeting_id, "number": number, "hash": link}
    session.execute(insert(_COUNTERS), row)
    return number, link


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

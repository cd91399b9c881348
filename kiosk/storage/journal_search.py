"""Find the events of some kinds in a meeting's journal, for records of the past."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from kiosk.events import Event
from kiosk.storage.journal import JournalEntry


class JournalledEvent(NamedTuple):
    """An event of the journal: when it was recorded, by whom, and its body."""

    at: dt.datetime
    actor: str
    body: dict[str, Any]


def journalled_events(
    session: Session, meeting_id: int, kinds: Sequence[type[Event]]
) -> list[JournalledEvent]:
    """Return the meeting's events of these kinds, in order."""
    names = {kind.kind() for kind in kinds}
    # A preselection; whether it is the event's kind is checked when it is decoded.
    mentions = or_(*(JournalEntry.body.contains(f'"{name}"') for name in names))
    rows = session.execute(
        select(JournalEntry.at, JournalEntry.actor, JournalEntry.body)
        .where(JournalEntry.meeting_id == meeting_id, mentions)
        .order_by(JournalEntry.number)
    )
    events = [
        JournalledEvent(at, actor, msgspec.json.decode(body))
        for at, actor, body in rows
    ]
    return [event for event in events if event.body.get("kind") in names]

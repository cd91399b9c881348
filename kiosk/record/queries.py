"""Read a meeting's record: its newest checkpoint, its state, and its check."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.record.models import RecordCheck, RecordCheckpoint
from kiosk.record.rules import (
    ChainedEntry,
    ChainEnd,
    SignedState,
    checkpoint_message,
)
from kiosk.record.signing import fingerprint
from kiosk.storage.chain import ChainedEvent
from kiosk.storage.journal import JournalCounter, JournalEntry


@dataclass(frozen=True)
class RecordRoot:
    """The newest signed state of a meeting's journal; hash and signature in hex."""

    number: int
    hash: str
    at: dt.datetime
    signature: str
    key_fingerprint: str


def root_of_checkpoint(checkpoint: RecordCheckpoint) -> RecordRoot:
    """Return a checkpoint as others see it."""
    return RecordRoot(
        number=checkpoint.number,
        hash=checkpoint.hash,
        at=checkpoint.at,
        signature=checkpoint.signature,
        key_fingerprint=fingerprint(checkpoint.public_key),
    )


def newest_checkpoint(session: Session, meeting_id: int) -> RecordCheckpoint | None:
    """Return the meeting's newest checkpoint, if any."""
    return session.scalar(
        select(RecordCheckpoint)
        .where(RecordCheckpoint.meeting_id == meeting_id)
        .order_by(RecordCheckpoint.number.desc(), RecordCheckpoint.id.desc())
        .limit(1)
    )


def record_root(session: Session, meeting_id: int) -> RecordRoot | None:
    """Return the newest signed state of the meeting's journal, if any."""
    newest = newest_checkpoint(session, meeting_id)
    return root_of_checkpoint(newest) if newest else None


def journal_end(session: Session, meeting_id: int) -> ChainEnd:
    """Return the number and hash of the meeting's last entry."""
    row = session.execute(
        select(JournalCounter.number, JournalCounter.hash).where(
            JournalCounter.meeting_id == meeting_id
        )
    ).first()
    return ChainEnd(row.number, row.hash) if row else ChainEnd()


def checkpoints_of(session: Session, meeting_id: int) -> list[RecordCheckpoint]:
    """Return the meeting's checkpoints, oldest first."""
    of_meeting = RecordCheckpoint.meeting_id == meeting_id
    return list(
        session.scalars(
            select(RecordCheckpoint).where(of_meeting).order_by(RecordCheckpoint.id)
        )
    )


def signed_states(session: Session, meeting_id: int) -> list[SignedState]:
    """Return the meeting's checkpoints with the messages that they sign."""
    return [
        SignedState(
            number=one.number,
            hash=one.hash,
            message=checkpoint_message(meeting_id, one.number, one.hash, one.at),
            signature=one.signature,
            public_key=one.public_key,
        )
        for one in checkpoints_of(session, meeting_id)
    ]


def chained_entries(
    session: Session, meeting_id: int, batch: int
) -> Iterator[ChainedEntry]:
    """Yield the meeting's journal in order, reading `batch` rows at once.

    :raises ValueError: a column of a row in the batch is unreadable.
    :raises msgspec.DecodeError: the body of an entry is no JSON.
    """
    columns = [getattr(JournalEntry, name) for name in ChainedEvent.__struct_fields__]
    wanted = (
        select(*columns, JournalEntry.hash)
        .where(JournalEntry.meeting_id == meeting_id)
        .order_by(JournalEntry.number)
        .execution_options(yield_per=batch)
    )
    for *fields, link in session.execute(wanted):
        event = ChainedEvent(*fields)
        yield ChainedEntry(event.number, event.content(), link)


def last_check(session: Session, meeting_id: int) -> RecordCheck | None:
    """Return the meeting's last check, if one was asked for."""
    return session.get(RecordCheck, meeting_id)

"""Check a chain of the database from its first entry to its last."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.record.models import RecordRemoval
from kiosk.record.queries import chained_entries, journal_end, signed_states
from kiosk.record.rules import (
    ChainedEntry,
    ChainFault,
    FaultKind,
    find_fault,
    removal_message,
)
from kiosk.record.signing import is_signed

# Rows in memory at once; one, where a row is unreadable, to find it.
_BATCHES = (500, 1)
# Raised where a stored value cannot be read.
_UNREADABLE = (ValueError, TypeError, msgspec.MsgspecError)


@dataclass(frozen=True)
class ChainCheck:
    """How many entries were checked, and the first fault, if any."""

    entries: int
    fault: ChainFault | None


class _Counted:
    """Counts the entries that were read, and remembers the number of the last."""

    def __init__(self, entries: Iterator[ChainedEntry]) -> None:
        self._entries = entries
        self.count, self.last = 0, 0

    def __iter__(self) -> Iterator[ChainedEntry]:
        for entry in self._entries:
            self.count, self.last = self.count + 1, entry.number
            yield entry


def check_chain(
    read: Callable[[int], Iterator[ChainedEntry]], first: int = 1, **parts: Any
) -> ChainCheck:
    """Check the entries that `read` yields, given how many rows to read at once.

    :param first: the number that the first entry must have.
    :param parts: further arguments of `find_fault`.
    """
    number = first
    for batch in _BATCHES:
        entries = _Counted(read(batch))
        try:
            fault = find_fault(entries, **parts)
            return ChainCheck(entries.count, fault)
        except _UNREADABLE:
            number = max(entries.last + 1, first)
    return ChainCheck(number - first, ChainFault(FaultKind.CHANGED, number))


def check_journal(session: Session, meeting_id: int) -> ChainCheck:
    """Check a meeting's journal with its checkpoints; seconds for 100,000 entries."""
    return check_chain(
        lambda batch: chained_entries(session, meeting_id, batch),
        checkpoints=signed_states(session, meeting_id),
        last=journal_end(session, meeting_id),
    )


def unsigned_removals(session: Session) -> list[int]:
    """Return the ids of removed meetings whose note bears no right signature."""
    return [
        one.meeting_id
        for one in session.scalars(select(RecordRemoval).order_by(RecordRemoval.id))
        if not is_signed(
            removal_message(one.meeting_id, one.number, one.hash, one.at, one.reason),
            one.signature,
            one.public_key,
        )
    ]

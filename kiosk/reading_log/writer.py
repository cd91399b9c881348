"""Write reports of shown pages to the reading log in batches.

Reports are buffered in memory for some seconds (`live/presence`), so that one
transaction records hundreds of readers. A crash loses the buffer; the next page turn
reports most of it again.
"""

import logging
from collections import defaultdict
from collections.abc import Callable

from kiosk.live.presence.presence import Presence
from kiosk.reading_log import actions, queries
from kiosk.reading_log.rules import DocumentPage
from kiosk.storage.errors import CommitOutcomeUnknown, DatabaseUnavailable
from kiosk.storage.store import Store

log = logging.getLogger(__name__)

# Write interval, and the shorter one while more is buffered: other green threads and
# transactions run in between. Seconds.
WRITE_INTERVAL_SECONDS, BACKLOG_INTERVAL_SECONDS = 4.0, 0.25
# Readers per transaction, which takes some ten milliseconds.
MAX_READERS_PER_WRITE = 300


class ReadLogWriter:
    """Writes the reading log of one server process."""

    def __init__(self, store: Store, presence: Presence) -> None:
        """Take reports from `presence`."""
        self._store, self._presence = store, presence

    def run(self, sleep: Callable[[float], object]) -> None:
        """Write as long as the server runs."""
        pause = WRITE_INTERVAL_SECONDS
        while True:
            sleep(pause)
            pause = WRITE_INTERVAL_SECONDS
            try:
                if self.step():
                    pause = BACKLOG_INTERVAL_SECONDS
            except Exception:  # the log must outlive a document that was just deleted
                log.exception("a group of readings was lost")

    def step(self) -> bool:
        """Write one batch; tell whether more is buffered."""
        read = self._presence.take_reads(MAX_READERS_PER_WRITE)
        if not read:
            return False
        try:
            self._write(read)
        except (DatabaseUnavailable, CommitOutcomeUnknown):
            # Writing is idempotent: retry later.
            self._presence.give_back(read)
            return False
        return len(read) == MAX_READERS_PER_WRITE

    def _write(self, read: dict[tuple[int, int], set[tuple[int, int]]]) -> None:
        meetings: dict[int, dict[int, set[tuple[int, int]]]] = defaultdict(dict)
        for (meeting_id, sign_in_id), places in read.items():
            meetings[meeting_id][sign_in_id] = places
        for meeting_id, sign_ins in meetings.items():
            with self._store.read_session() as session:
                readers = queries.readers_of(session, meeting_id, sign_ins)
                said = {
                    DocumentPage(*place) for some in sign_ins.values() for place in some
                }
                true = queries.readable_pages(session, meeting_id, said)
            seen: dict[int, set[DocumentPage]] = defaultdict(set)
            for sign_in_id, reader in readers.items():
                said = {DocumentPage(*one) for one in sign_ins[sign_in_id]}
                seen[reader.member_id] |= true[reader.role] & said
            if any(seen.values()):
                with self._store.unit_of_work("readings") as work:
                    actions.record_reads(work, seen)

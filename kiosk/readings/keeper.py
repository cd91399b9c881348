"""Writes down, a group at a time, what tablets say they have shown.

Reports stay in memory for some seconds (`live/presence`): one short change writes down
what hundreds have read. What a killed server had not written yet is lost; the next
page that is turned says most of it again.
"""

import logging
from collections import defaultdict
from collections.abc import Callable

from kiosk.live.presence.presence import Presence
from kiosk.readings import actions, queries
from kiosk.readings.rules import Place
from kiosk.storage.refusals import Busy, Unsure
from kiosk.storage.store import Store

log = logging.getLogger(__name__)

# How often what was read is written down; and, while more waits, after how long the
# next group: the loop and the others' changes have the time between. Seconds.
PAUSE_SECONDS, NEXT_SECONDS = 4.0, 0.25
# Readers in one change, some ten milliseconds.
MOST_READERS = 300


class Keeper:
    """Keeps the reading log of one server process."""

    def __init__(self, store: Store, presence: Presence) -> None:
        """Take from `presence` what tablets say."""
        self._store, self._presence = store, presence

    def run(self, sleep: Callable[[float], object]) -> None:
        """Write down for as long as the server lives."""
        pause = PAUSE_SECONDS
        while True:
            sleep(pause)
            pause = PAUSE_SECONDS
            try:
                if self.step():
                    pause = NEXT_SECONDS
            except Exception:  # the log must outlive a paper that was just deleted
                log.exception("a group of readings was lost")

    def step(self) -> bool:
        """Write down what one group has read; tell whether more waits."""
        read = self._presence.take_read(MOST_READERS)
        if not read:
            return False
        try:
            self._write(read)
        except (Busy, Unsure):
            # Nothing is written twice: what is there already stays as it is.
            self._presence.give_back(read)
            return False
        return len(read) == MOST_READERS

    def _write(self, read: dict[tuple[int, int], set[tuple[int, int]]]) -> None:
        meetings: dict[int, dict[int, set[tuple[int, int]]]] = defaultdict(dict)
        for (meeting_id, sign_in_id), places in read.items():
            meetings[meeting_id][sign_in_id] = places
        for meeting_id, sign_ins in meetings.items():
            with self._store.reading() as session:
                readers = queries.readers_of(session, meeting_id, sign_ins)
                said = {Place(*place) for some in sign_ins.values() for place in some}
                true = queries.true_places(session, meeting_id, said)
            seen: dict[int, set[Place]] = defaultdict(set)
            for sign_in_id, reader in readers.items():
                said = {Place(*one) for one in sign_ins[sign_in_id]}
                seen[reader.member_id] |= true[reader.role] & said
            if any(seen.values()):
                with self._store.work("readings") as work:
                    actions.note_readings(work, seen)

"""Presence of all tablets, whichever process they are connected to."""

import time
from collections.abc import Callable

from kiosk.identity import Actor
from kiosk.live.message_bus import MessageBus, NullBus
from kiosk.live.presence import rules
from kiosk.live.presence.local_tablets import LocalTablets
from kiosk.live.presence.peers import PeerProcesses
from kiosk.live.presence.read_buffer import PageRef, SignInKey
from kiosk.live.presence.rules import PresenceEvaluator, SharedPageHistory
from kiosk.live.presence.tablet_table import merged
from kiosk.live.presence.types import (
    PresenceCounts,
    PresenceReport,
    SharedPage,
    TabletState,
)

Clock = Callable[[], float]


class Presence:
    """Which tablets are connected in which meeting, and what each of them shows."""

    def __init__(
        self, bus: MessageBus | None = None, clock: Clock = time.monotonic
    ) -> None:
        """Exchange states over `bus`; `clock` returns monotonic seconds."""
        self._clock = clock
        self._local = LocalTablets()
        self._peers = PeerProcesses(bus or NullBus(), clock)
        self._lives: dict[int, SharedPageHistory] = {}

    # For each connection and packet; none of these methods blocks.

    def joined(self, sid: str, actor: Actor) -> None:
        """Add a connection."""
        self._local.joined(sid, actor, self._clock())

    def left(self, sid: str) -> None:
        """Remove a connection; its tablet counts as lost only after a grace period."""
        self._local.left(sid, self._clock())

    def renew_lease(self, sid: str) -> None:
        """Renew the lease of a connection from which anything was received."""
        self._local.renew_lease(sid, self._clock())

    def handle_report(self, sid: str, report: object) -> bool:
        """Handle a tablet's report; return whether it was accepted.

        `report` is the JSON object, decoded or as bytes. Invalid reports, and more than
        a few a second, are rejected.
        """
        return self._local.handle_report(sid, report, self._clock())

    def handle_polled_report(self, actor: Actor, report: PresenceReport) -> None:
        """Handle the report of a tablet whose network blocks WebSockets."""
        self._local.handle_polled_report(actor, report, self._clock())

    def add_offline_reads(self, actor: Actor, pages: list[tuple[int, int]]) -> None:
        """Add pages that a tablet has shown while offline."""
        self._local.read.add((actor.meeting_id, actor.sign_in_id), pages)

    def take_away_seconds(self, actor: Actor) -> float | None:
        """Return for how many seconds the tablet was offline, each second once.

        None: unknown to this process; possibly since the sign-in.
        """
        return self._local.away.take((actor.meeting_id, actor.sign_in_id))

    # For the writer of the read log.

    def take_reads(self, most: int) -> dict[SignInKey, set[PageRef]]:
        """Remove and return the page views of at most `most` sign-ins."""
        return self._local.read.take(most)

    def give_back(self, read: dict[SignInKey, set[PageRef]]) -> None:
        """Put page views back that could not be stored."""
        for key, places in read.items():
            self._local.read.add(key, places)

    @property
    def rejected(self) -> int:
        """Return the number of rejected reports: invalid or too many."""
        return self._local.rejected

    # For greetings, the presence publisher and the chair's screen.

    def spread(self, meeting_id: int) -> int:
        """Return the milliseconds over which tablets spread their reports at random."""
        return rules.spread_ms(self.audience(meeting_id))

    def audience(self, meeting_id: int) -> int:
        """Return how many tablets are connected, in all processes."""
        here = self._local.table.connected(meeting_id)
        return here + self._peers.connected(meeting_id)

    def meetings(self) -> set[int]:
        """Return the meetings that have a tablet connected, in any process."""
        found = self._local.table.meetings()
        return found.union(*(table.meetings() for table in self._peers.tables()))

    def watchers(self, meeting_id: int) -> int:
        """Return how many connections of this process may see the counts."""
        return self._local.watchers(meeting_id)

    def tablets(self, meeting_id: int) -> dict[int, TabletState]:
        """Return the meeting's tablets by sign-in."""
        return merged([self._local.table.of(meeting_id), *self._peers.of(meeting_id)])

    def live(self, meeting_id: int) -> SharedPageHistory:
        """Return the history of pages shown in the meeting."""
        return self._lives.setdefault(meeting_id, SharedPageHistory())

    def look(self, meeting_id: int, showing: SharedPage) -> None:
        """Update the page shown in the meeting."""
        self.live(meeting_id).look(showing, self._clock())

    def evaluator(self, meeting_id: int) -> PresenceEvaluator:
        """Return the evaluator of the meeting's tablets at this moment."""
        return PresenceEvaluator(
            self.live(meeting_id), self.spread(meeting_id), self._clock()
        )

    def count(self, meeting_id: int, signed_in: int) -> PresenceCounts:
        """Count the meeting's tablets; `signed_in` of them are expected."""
        tablets = self.tablets(meeting_id).values()
        evaluator = self.evaluator(meeting_id)
        return rules.count(tablets, self.live(meeting_id), evaluator, signed_in)

    # For the presence publisher.

    def step(self) -> set[int]:
        """Exchange states with the peers; return meetings with timed-out tablets."""
        self._local.sweep(self._clock())
        self._peers.step(self._local.table, self._local.changed)
        timed_out, self._local.timed_out = self._local.timed_out, set()
        return timed_out

    def forget(self) -> None:
        """Drop outdated states."""
        now = self._clock()
        for table in (self._local.table, *self._peers.tables()):
            table.forget(now)
        for meeting_id in set(self._lives) - self.meetings():
            del self._lives[meeting_id]

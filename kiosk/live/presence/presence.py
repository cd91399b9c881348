"""Presence of all tablets, wherever they are connected: one door for everybody."""

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
    """Which tablets are there, in which meeting, and what each of them shows."""

    def __init__(
        self, bus: MessageBus | None = None, clock: Clock = time.monotonic
    ) -> None:
        """Speak with other processes by `bus`; `clock` gives monotonic seconds."""
        self._clock = clock
        self._own = LocalTablets()
        self._others = PeerProcesses(bus or NullBus(), clock)
        self._lives: dict[int, SharedPageHistory] = {}

    # Called for each connection and each packet; none of them waits for anything.

    def joined(self, sid: str, actor: Actor) -> None:
        """Take a new connection in."""
        self._own.joined(sid, actor, self._clock())

    def left(self, sid: str) -> None:
        """Forget a connection; its tablet is lost only after a grace."""
        self._own.left(sid, self._clock())

    def heard(self, sid: str) -> None:
        """Renew the lease of a connection that has sent anything."""
        self._own.heard(sid, self._clock())

    def shown(self, sid: str, report: object) -> bool:
        """Take what a tablet says it shows; tell whether it was heeded.

        `report` is the JSON object of the tick, decoded or as bytes. Garbage, and more
        than a few reports a second, are passed over in silence.
        """
        return self._own.shown(sid, report, self._clock())

    def polled(self, actor: Actor, report: PresenceReport) -> None:
        """Take the report of a tablet whose network lets no WebSocket through."""
        self._own.polled(actor, report, self._clock())

    def add_offline_reads(self, actor: Actor, pages: list[tuple[int, int]]) -> None:
        """Take what a tablet has shown while it had no network."""
        self._own.read.add((actor.meeting_id, actor.sign_in_id), pages)

    def take_away_seconds(self, actor: Actor) -> float | None:
        """Return for how many seconds the tablet was away, each second once.

        None: this process does not know; it may have been away since it signed in.
        """
        return self._own.away.take((actor.meeting_id, actor.sign_in_id))

    # Called by whoever writes down what was read.

    def take_reads(self, most: int) -> dict[SignInKey, set[PageRef]]:
        """Hand over what at most so many sign-ins have shown since it was taken."""
        return self._own.read.take(most)

    def give_back(self, read: dict[SignInKey, set[PageRef]]) -> None:
        """Take back what could not be written down."""
        for key, places in read.items():
            self._own.read.add(key, places)

    @property
    def ignored(self) -> int:
        """Return how many reports were garbage or too many."""
        return self._own.ignored

    # Asked by the greeting, the ticks and the chair's screen.

    def spread(self, meeting_id: int) -> int:
        """Return the milliseconds within which a tablet picks its moment to report."""
        return rules.spread_ms(self.audience(meeting_id))

    def audience(self, meeting_id: int) -> int:
        """Return how many tablets are connected, in all processes."""
        here = self._own.table.connected(meeting_id)
        return here + self._others.connected(meeting_id)

    def meetings(self) -> set[int]:
        """Return the meetings that have a tablet connected, in any process."""
        found = self._own.table.meetings()
        return found.union(*(table.meetings() for table in self._others.tables()))

    def watchers(self, meeting_id: int) -> int:
        """Return how many connections of this process may see the counts."""
        return self._own.watchers(meeting_id)

    def tablets(self, meeting_id: int) -> dict[int, TabletState]:
        """Return the meeting's tablets by sign-in."""
        return merged([self._own.table.of(meeting_id), *self._others.of(meeting_id)])

    def live(self, meeting_id: int) -> SharedPageHistory:
        """Return what the meeting shows, as far as it was looked at."""
        return self._lives.setdefault(meeting_id, SharedPageHistory())

    def look(self, meeting_id: int, showing: SharedPage) -> None:
        """Take what the meeting shows now."""
        self.live(meeting_id).look(showing, self._clock())

    def evaluator(self, meeting_id: int) -> PresenceEvaluator:
        """Return who says where the meeting's tablets stand at this moment."""
        return PresenceEvaluator(
            self.live(meeting_id), self.spread(meeting_id), self._clock()
        )

    def count(self, meeting_id: int, signed_in: int) -> PresenceCounts:
        """Count the meeting's tablets; `signed_in` of them are expected."""
        tablets = self.tablets(meeting_id).values()
        evaluator = self.evaluator(meeting_id)
        return rules.count(tablets, self.live(meeting_id), evaluator, signed_in)

    # Called by the ticks.

    def step(self) -> set[int]:
        """Exchange news with the other processes; return where somebody fell silent."""
        self._own.sweep(self._clock())
        self._others.step(self._own.table, self._own.changed)
        silenced, self._own.silenced = self._own.silenced, set()
        return silenced

    def forget(self) -> None:
        """Drop what is too old to be of use."""
        now = self._clock()
        for table in (self._own.table, *self._others.tables()):
            table.forget(now)
        for meeting_id in set(self._lives) - self.meetings():
            del self._lives[meeting_id]

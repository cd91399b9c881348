"""What the other server processes know: told by bus, grouped, in chunks.

Each message says everything about the tablets in it, so one that comes twice does
no harm. Messages are numbered: a hole, a new process, or one that has started again
makes us ask it for everything. A process that is silent takes its tablets along.
"""

import secrets
from collections.abc import Callable, Iterator, Mapping

import msgspec

from kiosk import timings
from kiosk.live.message_bus import PRESENCE_TOPIC, MessageBus, NullBus
from kiosk.live.presence.tablet_table import TabletTable
from kiosk.live.presence.types import TabletState

# Tablets in one message: some 20 kB.
MOST_IN_CHUNK = 500
EVERYBODY = "*"


class PeerMessage(msgspec.Struct, frozen=True, array_like=True):
    """What one process says to all others."""

    # Drawn anew at each start: a name may come again, its numbers must not.
    life: int
    number: int
    # The speaker's clock, which only his own moments can be measured with.
    now: float
    tablets: list[TabletState] = []
    # Which part of everything this is, and of how many; (0, 0): only what changed.
    part: tuple[int, int] = (0, 0)
    # The process that is asked for everything it knows.
    asked: str = ""


_decoder = msgspec.msgpack.Decoder(PeerMessage)
_encoder = msgspec.msgpack.Encoder()


class _Peer:
    """One other process, as it was last heard."""

    def __init__(self, life: int, now: float) -> None:
        self.life, self.number, self.heard = life, 0, now
        # Whether nothing is missing; whether everything is just being told.
        self.is_whole = self.is_telling_all = False
        self.asked_at = float("-inf")
        self.table = TabletTable()

    def take(self, word: PeerMessage, now: float) -> None:
        """Take the next word; note whether one before it is missing."""
        if word.number != self.number + 1:
            self.is_whole = self.is_telling_all = False
        self.number = word.number
        index, count = word.part
        if count:
            self.is_telling_all |= index == 0
            self.is_whole |= self.is_telling_all and index == count - 1
        for tablet in word.tablets:
            self.table.put(_by_our_clock(tablet, now - word.now))


class PeerProcesses:
    """Speaks for this process's tablets, and remembers those of the others."""

    def __init__(self, bus: MessageBus, clock: Callable[[], float]) -> None:
        """Speak and listen by `bus`; `clock` gives monotonic seconds."""
        self._bus, self._clock = bus, clock
        self._is_alone = isinstance(bus, NullBus)
        self._life = secrets.randbits(62)
        self._number = 0
        self._spoke_at = float("-inf")
        self._others: dict[str, _Peer] = {}
        self._has_greeted = False
        # Somebody has asked for everything.
        self._is_asked = False
        bus.subscribe(PRESENCE_TOPIC, self._heard)

    def tables(self) -> Iterator[TabletTable]:
        """Return what each of the others has told."""
        return (other.table for other in self._others.values())

    def of(self, meeting_id: int) -> Iterator[Mapping[int, TabletState]]:
        """Return the meeting's tablets of each other process."""
        return (table.of(meeting_id) for table in self.tables())

    def connected(self, meeting_id: int) -> int:
        """Return how many tablets are connected elsewhere."""
        return sum(table.connected(meeting_id) for table in self.tables())

    def step(self, own: TabletTable, changed: set[tuple[int, int]]) -> None:
        """Say what has changed (and empty `changed`), ask for what is missing."""
        now = self._clock()
        if self._is_alone:
            changed.clear()
            return
        if not self._has_greeted:
            self._has_greeted = True
            self._say(PeerMessage(self._life, 0, now, asked=EVERYBODY))
        if self._is_asked:
            self._is_asked = False
            self._tell(own.all(), now, is_everything=True)
        elif changed:
            found = [tablet for key in changed if (tablet := own.get(key))]
            self._tell(found, now)
        elif now - self._spoke_at >= timings.PEER_HEARTBEAT:
            self._say(PeerMessage(self._life, 0, now))
        changed.clear()
        self._drop_silent(now)
        self._ask(now)

    def _tell(
        self, tablets: list[TabletState], now: float, *, is_everything: bool = False
    ) -> None:
        starts = range(0, max(1, len(tablets)), MOST_IN_CHUNK)
        for index, start in enumerate(starts):
            chunk = tablets[start : start + MOST_IN_CHUNK]
            part = (index, len(starts)) if is_everything else (0, 0)
            self._say(PeerMessage(self._life, 0, now, chunk, part))

    def _say(self, word: PeerMessage) -> None:
        self._number += 1
        self._spoke_at = word.now
        word = msgspec.structs.replace(word, number=self._number)
        self._bus.publish(PRESENCE_TOPIC, _encoder.encode(word))

    def _ask(self, now: float) -> None:
        for name, other in self._others.items():
            if not other.is_whole and now - other.asked_at > timings.PEER_REQUEST:
                other.asked_at = now
                self._say(PeerMessage(self._life, 0, now, asked=name))

    def _drop_silent(self, now: float) -> None:
        for name, other in list(self._others.items()):
            if now - other.heard > timings.PEER_SILENCE:
                del self._others[name]

    def _heard(self, name: str, message: bytes) -> None:
        try:
            word = _decoder.decode(message)
        except msgspec.DecodeError:
            return  # another version of ourselves, in the middle of an update
        if word.asked in {self._bus.name, EVERYBODY}:
            self._is_asked = True
        now = self._clock()
        other = self._others.get(name)
        if other is None or other.life != word.life:
            other = self._others[name] = _Peer(word.life, now)
        other.heard = now
        # Late or doubled: what it says was asked for again, or is known.
        if word.number > other.number:
            other.take(word, now)


def _by_our_clock(tablet: TabletState, ahead: float) -> TabletState:
    gone_at = None if tablet.gone_at is None else tablet.gone_at + ahead
    return msgspec.structs.replace(tablet, since=tablet.since + ahead, gone_at=gone_at)

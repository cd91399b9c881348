"""Exchange tablet states with the peer server processes, in grouped messages.

A message contains complete states, so duplicates are harmless. Messages are numbered:
after a gap, a new process or a restarted one, all states are requested. The tablets of
a silent process are dropped.
"""

import secrets
from collections.abc import Callable, Iterator, Mapping

import msgspec

from kiosk import timings
from kiosk.live.message_bus import PRESENCE_TOPIC, MessageBus, NullBus
from kiosk.live.presence.tablet_table import TabletTable
from kiosk.live.presence.types import TabletState

# Tablets per message: some 20 kB.
TABLETS_PER_MESSAGE = 500
ALL_PEERS = "*"


class PeerMessage(msgspec.Struct, frozen=True, array_like=True):
    """A message from one process to all others."""

    # Random for each start: process names may recur, numbering restarts.
    instance_id: int
    number: int
    # The sender's monotonic clock, to convert its times.
    now: float
    tablets: list[TabletState] = []
    # (index, count) of a complete transfer's parts; (0, 0): changes only.
    part: tuple[int, int] = (0, 0)
    # The process whose complete state is requested.
    requested: str = ""


_decoder = msgspec.msgpack.Decoder(PeerMessage)
_encoder = msgspec.msgpack.Encoder()


class _Peer:
    """The state of one peer process."""

    def __init__(self, instance_id: int, now: float) -> None:
        self.instance_id, self.number, self.received_at = instance_id, 0, now
        # Whether the table is complete, and whether a complete transfer is under way.
        self.is_complete = self.is_transferring = False
        self.requested_at = float("-inf")
        self.table = TabletTable()

    def take(self, message: PeerMessage, now: float) -> None:
        """Apply the next message; note whether one before it is missing."""
        if message.number != self.number + 1:
            self.is_complete = self.is_transferring = False
        self.number = message.number
        index, count = message.part
        if count:
            self.is_transferring |= index == 0
            self.is_complete |= self.is_transferring and index == count - 1
        for tablet in message.tablets:
            self.table.put(_by_our_clock(tablet, now - message.now))


class PeerProcesses:
    """Sends this process's tablets, and stores those of the others."""

    def __init__(self, bus: MessageBus, clock: Callable[[], float]) -> None:
        """Exchange messages over `bus`; `clock` returns monotonic seconds."""
        self._bus, self._clock = bus, clock
        self._is_alone = isinstance(bus, NullBus)
        self._instance_id = secrets.randbits(62)
        self._number = 0
        self._published_at = float("-inf")
        self._peers: dict[str, _Peer] = {}
        self._has_announced = False
        # Whether another process has requested everything.
        self._is_requested = False
        bus.subscribe(PRESENCE_TOPIC, self._receive)

    def tables(self) -> Iterator[TabletTable]:
        """Return the table of each peer process."""
        return (peer.table for peer in self._peers.values())

    def of(self, meeting_id: int) -> Iterator[Mapping[int, TabletState]]:
        """Return the meeting's tablets of each peer process."""
        return (table.of(meeting_id) for table in self.tables())

    def connected(self, meeting_id: int) -> int:
        """Return how many tablets are connected to peer processes."""
        return sum(table.connected(meeting_id) for table in self.tables())

    def step(self, own: TabletTable, changed: set[tuple[int, int]]) -> None:
        """Send changes (and clear `changed`), and request missing states."""
        now = self._clock()
        if self._is_alone:
            changed.clear()
            return
        if not self._has_announced:
            self._has_announced = True
            self._publish(PeerMessage(self._instance_id, 0, now, requested=ALL_PEERS))
        if self._is_requested:
            self._is_requested = False
            self._publish_tablets(own.all(), now, is_everything=True)
        elif changed:
            found = [tablet for key in changed if (tablet := own.get(key))]
            self._publish_tablets(found, now)
        elif now - self._published_at >= timings.PEER_HEARTBEAT:
            self._publish(PeerMessage(self._instance_id, 0, now))
        changed.clear()
        self._drop_silent(now)
        self._request_missing(now)

    def _publish_tablets(
        self, tablets: list[TabletState], now: float, *, is_everything: bool = False
    ) -> None:
        starts = range(0, max(1, len(tablets)), TABLETS_PER_MESSAGE)
        for index, start in enumerate(starts):
            chunk = tablets[start : start + TABLETS_PER_MESSAGE]
            part = (index, len(starts)) if is_everything else (0, 0)
            self._publish(PeerMessage(self._instance_id, 0, now, chunk, part))

    def _publish(self, message: PeerMessage) -> None:
        self._number += 1
        self._published_at = message.now
        message = msgspec.structs.replace(message, number=self._number)
        self._bus.publish(PRESENCE_TOPIC, _encoder.encode(message))

    def _request_missing(self, now: float) -> None:
        for name, peer in self._peers.items():
            if not peer.is_complete and now - peer.requested_at > timings.PEER_REQUEST:
                peer.requested_at = now
                self._publish(PeerMessage(self._instance_id, 0, now, requested=name))

    def _drop_silent(self, now: float) -> None:
        for name, peer in list(self._peers.items()):
            if now - peer.received_at > timings.PEER_SILENCE:
                del self._peers[name]

    def _receive(self, name: str, data: bytes) -> None:
        try:
            message = _decoder.decode(data)
        except msgspec.DecodeError:
            return  # from another version, during an update
        if message.requested in {self._bus.name, ALL_PEERS}:
            self._is_requested = True
        now = self._clock()
        peer = self._peers.get(name)
        if peer is None or peer.instance_id != message.instance_id:
            peer = self._peers[name] = _Peer(message.instance_id, now)
        peer.received_at = now
        # Late and duplicate messages are skipped.
        if message.number > peer.number:
            peer.take(message, now)


def _by_our_clock(tablet: TabletState, offset: float) -> TabletState:
    gone_at = None if tablet.gone_at is None else tablet.gone_at + offset
    return msgspec.structs.replace(tablet, since=tablet.since + offset, gone_at=gone_at)

"""Last heartbeat of each tablet: in memory, published to the other processes.

A heartbeat carries the whole state of its tablet: the next one replaces a lost one, and
a new process knows all tablets after one interval.
"""

import time
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated

import msgspec

from kiosk.fleet.rules import MAX_TABLETS, TabletHolder
from kiosk.live.message_bus import TABLETS_TOPIC, MessageBus

# Older heartbeats are discarded, in seconds.
TABLET_RETENTION_SECONDS = 3600.0
_MAX_SAFE_INTEGER = 2**53


class TabletScreen(StrEnum):
    """Kind of page that a tablet shows."""

    IDLE = "idle"
    READER = "reader"
    OTHER = "other"


Bytes = Annotated[int, msgspec.Meta(ge=0, le=_MAX_SAFE_INTEGER)]
Percent = Annotated[int, msgspec.Meta(ge=0, le=100)]


class TabletReport(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """State that a tablet reports; null: its browser does not tell."""

    # The version of the static files it runs on.
    version: Annotated[str, msgspec.Meta(max_length=16)]
    # Its own clock, in milliseconds since 1970.
    at: Annotated[int, msgspec.Meta(ge=0, le=_MAX_SAFE_INTEGER)]
    screen: TabletScreen = TabletScreen.OTHER
    is_hidden: bool = False
    battery: Percent | None = None
    is_charging: bool | None = None
    used: Bytes | None = None
    quota: Bytes | None = None
    # Documents stored completely.
    papers: Annotated[int, msgspec.Meta(ge=0, le=100_000)] | None = None


class TabletHeartbeat(msgspec.Struct, frozen=True, array_like=True):
    """A report with the identity that was signed in."""

    tablet_id: int
    report: TabletReport
    # By how much its clock was ahead, in seconds.
    clock: float
    sign_in_id: int | None = None
    member_id: int | None = None
    meeting_id: int | None = None
    # The name of a member of staff; a delegate's stands in the database.
    staff_name: str = ""

    @property
    def holder(self) -> TabletHolder | None:
        """Return who was signed in."""
        if self.sign_in_id is None:
            return None
        return TabletHolder(self.sign_in_id, self.meeting_id)


_encoder, _decoder = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(TabletHeartbeat)


class TabletHeartbeatRegistry:
    """Heartbeats received by this process and by the other processes."""

    def __init__(
        self, bus: MessageBus, now: Callable[[], float] = time.monotonic
    ) -> None:
        """Publish and subscribe with `bus`; `now` gives monotonic seconds."""
        self._bus, self._now = bus, now
        # Oldest heartbeat first.
        self._heard: dict[int, tuple[float, TabletHeartbeat]] = {}
        bus.subscribe(TABLETS_TOPIC, self._receive)

    def receive(self, heartbeat: TabletHeartbeat) -> None:
        """Store a heartbeat and publish it to the other processes."""
        self._keep(heartbeat)
        self._bus.publish(TABLETS_TOPIC, _encoder.encode(heartbeat))

    def _receive(self, _sender: str, message: bytes) -> None:
        try:
            self._keep(_decoder.decode(message))
        except msgspec.DecodeError:
            return  # sent by another version of the software during an update

    def _keep(self, heartbeat: TabletHeartbeat) -> None:
        self._heard.pop(heartbeat.tablet_id, None)
        self._heard[heartbeat.tablet_id] = (self._now(), heartbeat)
        while len(self._heard) > MAX_TABLETS or self._is_stale():
            del self._heard[next(iter(self._heard))]

    def _is_stale(self) -> bool:
        oldest, _ = next(iter(self._heard.values()))
        return self._now() - oldest > TABLET_RETENTION_SECONDS

    def last(self, tablet_id: int) -> tuple[float, TabletHeartbeat] | None:
        """Return age in seconds and content of the last heartbeat."""
        heard = self._heard.get(tablet_id)
        if heard is None or self._now() - heard[0] > TABLET_RETENTION_SECONDS:
            return None
        return self._now() - heard[0], heard[1]

    def __len__(self) -> int:
        """Return the number of tablets with a heartbeat."""
        return len(self._heard)

"""The last word of each tablet, in memory: never stored, told to other processes.

A word says everything about its tablet, so one that is lost is made good by the next,
and a process that has just started knows all of them after one pause.
"""

import time
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated

import msgspec

from kiosk.fleet.rules import MAX_TABLETS, TabletHolder
from kiosk.live.message_bus import TABLETS_TOPIC, MessageBus

# Who has said nothing for longer is as if it had never been heard, in seconds.
TABLET_RETENTION_SECONDS = 3600.0
_MAX_SAFE_INTEGER = 2**53


class TabletScreen(StrEnum):
    """What kind of page a tablet shows."""

    IDLE = "idle"
    READER = "reader"
    OTHER = "other"


Bytes = Annotated[int, msgspec.Meta(ge=0, le=_MAX_SAFE_INTEGER)]
Percent = Annotated[int, msgspec.Meta(ge=0, le=100)]


class TabletReport(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a tablet says of itself; null: its browser does not tell."""

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
    # Papers it keeps from the first page to the last.
    papers: Annotated[int, msgspec.Meta(ge=0, le=100_000)] | None = None


class TabletHeartbeat(msgspec.Struct, frozen=True, array_like=True):
    """What is remembered of a tablet: what it said, and who held it then."""

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
        """Return who held it."""
        if self.sign_in_id is None:
            return None
        return TabletHolder(self.sign_in_id, self.meeting_id)


_encoder, _decoder = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(TabletHeartbeat)


class TabletHeartbeatRegistry:
    """What this process knows of the tablets, at first hand or from the others."""

    def __init__(
        self, bus: MessageBus, now: Callable[[], float] = time.monotonic
    ) -> None:
        """Tell and receive by `bus`; `now` gives monotonic seconds."""
        self._bus, self._now = bus, now
        # In the order they were heard: the oldest stand first.
        self._heard: dict[int, tuple[float, TabletHeartbeat]] = {}
        bus.subscribe(TABLETS_TOPIC, self._receive)

    def receive(self, word: TabletHeartbeat) -> None:
        """Take a tablet's word and tell the other processes."""
        self._keep(word)
        self._bus.publish(TABLETS_TOPIC, _encoder.encode(word))

    def _receive(self, _sender: str, message: bytes) -> None:
        try:
            self._keep(_decoder.decode(message))
        except msgspec.DecodeError:
            return  # another version of ourselves, in the middle of an update

    def _keep(self, word: TabletHeartbeat) -> None:
        self._heard.pop(word.tablet_id, None)
        self._heard[word.tablet_id] = (self._now(), word)
        while len(self._heard) > MAX_TABLETS or self._is_stale():
            del self._heard[next(iter(self._heard))]

    def _is_stale(self) -> bool:
        oldest, _ = next(iter(self._heard.values()))
        return self._now() - oldest > TABLET_RETENTION_SECONDS

    def last(self, tablet_id: int) -> tuple[float, TabletHeartbeat] | None:
        """Return the tablet's last word, and how many seconds ago it came."""
        heard = self._heard.get(tablet_id)
        if heard is None or self._now() - heard[0] > TABLET_RETENTION_SECONDS:
            return None
        return self._now() - heard[0], heard[1]

    def __len__(self) -> int:
        """Return of how many tablets something is known."""
        return len(self._heard)

"""Calls to the tablets of the house: a bare word, upon which each asks over HTTP.

A tablet on which somebody is signed in hears it on his meeting's channel. One that
idles has a connection that carries nothing else. A call may be lost: they also ask
by themselves.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, Protocol

import msgspec

from kiosk.live.channels import tablet_channel
from kiosk.live.message_bus import TABLET_PUSH_TOPIC, MessageBus

Environ = dict[str, Any]


class _Call(msgspec.Struct, frozen=True, array_like=True):
    tablets: list[int]
    # Within how many milliseconds they are to answer.
    spread: int
    # They are ours no more: their idle connections are closed.
    is_last: bool


_encode, _decode = msgspec.msgpack.encode, msgspec.msgpack.Decoder(_Call).decode


class Emitter(Protocol):
    """What calling needs of Socket.IO."""

    def emit(self, event: str, *args: object, to: str) -> None:
        """Send `event` to everyone in the channel `to`."""


class TabletPush:
    """The tablets that this process has on the line, and a way to all the others."""

    def __init__(
        self,
        bus: MessageBus,
        emitter: Emitter,
        tablet_of: Callable[[Environ], int | None],
    ) -> None:
        """Call through `emitter`, and by `bus` those of other processes.

        `tablet_of` says which tablet of the house a request comes from.
        """
        self._bus, self._emitter, self.tablet_of = bus, emitter, tablet_of
        self._idle: dict[int, set[str]] = defaultdict(set)
        self._tablet: dict[str, int] = {}
        self._close: Callable[[list[str]], None] = lambda _sids: None
        bus.subscribe(
            TABLET_PUSH_TOPIC, lambda _sender, message: self._emit(_decode(message))
        )

    def close_with(self, close: Callable[[list[str]], None]) -> None:
        """Say how connections are closed."""
        self._close = close

    def joined(self, sid: str, tablet_id: int) -> None:
        """Remember the connection of a tablet that nobody is signed in on."""
        self._tablet[sid] = tablet_id
        self._idle[tablet_id].add(sid)

    def left(self, sid: str) -> None:
        """Forget a connection."""
        tablet_id = self._tablet.pop(sid, None)
        if tablet_id is not None:
            self._idle[tablet_id].discard(sid)
            if not self._idle[tablet_id]:
                del self._idle[tablet_id]

    def __len__(self) -> int:
        """Return how many idle tablets are on the line."""
        return len(self._tablet)

    def call(self, tablets: Iterable[int], spread: int = 0) -> None:
        """Let these tablets ask, each within `spread` milliseconds."""
        self._say(_Call(list(tablets), spread, is_last=False))

    def dismiss(self, tablet_id: int) -> None:
        """Let a tablet know that it is ours no more, and hang up."""
        self._say(_Call([tablet_id], 0, is_last=True))

    def _say(self, call: _Call) -> None:
        if call.tablets:
            self._emit(call)
            self._bus.publish(TABLET_PUSH_TOPIC, _encode(call))

    def _emit(self, call: _Call) -> None:
        for tablet_id in call.tablets:
            said = {"spread": call.spread}
            self._emitter.emit("tablet", said, to=tablet_channel(tablet_id))
            if call.is_last:
                self._close(list(self._idle.get(tablet_id, ())))

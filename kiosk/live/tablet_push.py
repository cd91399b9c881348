"""Notify enrolled tablets that there is something to fetch over HTTP.

A tablet with a signed-in user receives this on the meeting's connection. An idle one
keeps a connection only for this. A notification may be lost: tablets also poll.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable

import msgspec

from kiosk.live.channels import tablet_channel
from kiosk.live.emitter import Emitter
from kiosk.live.message_bus import TABLET_PUSH_TOPIC, MessageBus
from kiosk.wsgi_types import Environ


class _Call(msgspec.Struct, frozen=True, array_like=True):
    tablets: list[int]
    # Milliseconds over which the tablets spread their requests.
    spread: int
    # The tablets are no longer enrolled: their idle connections are closed.
    is_last: bool


_encode, _decode = msgspec.msgpack.encode, msgspec.msgpack.Decoder(_Call).decode


class TabletPush:
    """The idle tablets connected to this process, and notifications to all tablets."""

    def __init__(
        self,
        bus: MessageBus,
        emitter: Emitter,
        tablet_of: Callable[[Environ], int | None],
    ) -> None:
        """Notify through `emitter`, and by `bus` the tablets of other processes.

        `tablet_of` returns the tablet id of a request, or None.
        """
        self._bus, self._emitter, self.tablet_of = bus, emitter, tablet_of
        self._idle: dict[int, set[str]] = defaultdict(set)
        self._tablet: dict[str, int] = {}
        self._close: Callable[[list[str]], None] = lambda _sids: None
        bus.subscribe(
            TABLET_PUSH_TOPIC, lambda _sender, message: self._emit(_decode(message))
        )

    def close_with(self, close: Callable[[list[str]], None]) -> None:
        """Set the function that closes connections."""
        self._close = close

    def joined(self, sid: str, tablet_id: int) -> None:
        """Add the connection of an idle tablet."""
        self._tablet[sid] = tablet_id
        self._idle[tablet_id].add(sid)

    def left(self, sid: str) -> None:
        """Remove a connection."""
        tablet_id = self._tablet.pop(sid, None)
        if tablet_id is not None:
            self._idle[tablet_id].discard(sid)
            if not self._idle[tablet_id]:
                del self._idle[tablet_id]

    def __len__(self) -> int:
        """Return the number of connected idle tablets."""
        return len(self._tablet)

    def call(self, tablets: Iterable[int], spread: int = 0) -> None:
        """Let these tablets send a request, each within `spread` milliseconds."""
        self._say(_Call(list(tablets), spread, is_last=False))

    def dismiss(self, tablet_id: int) -> None:
        """Notify a tablet that it is no longer enrolled, and close its connection."""
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

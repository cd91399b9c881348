"""A bare word to the devices of one person: something of his own has changed.

It carries nothing, is not numbered and not journalled, and may be lost: whoever
hears it asks over HTTP, and asks anyway when it comes back. A device is told at once,
and after that once in `timings.USER_PUSH_INTERVAL` at most: the last change is always told.
"""

import time
from collections.abc import Callable, Iterable
from typing import Protocol

import msgspec

from kiosk import timings
from kiosk.live.channels import sign_in_channel
from kiosk.live.message_bus import USER_PUSH_TOPIC, MessageBus

_encode, _decode = msgspec.msgpack.encode, msgspec.msgpack.Decoder(list[int]).decode


class Emitter(Protocol):
    """What nudging needs of Socket.IO."""

    def emit(self, event: str, *args: object, to: str) -> None:
        """Send `event` to everyone in the channel `to`."""


class UserPush:
    """The one who user_push in a server process, and has the others push_to_users theirs."""

    def __init__(
        self,
        bus: MessageBus,
        emitter: Emitter,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Speak through `emitter`, by `bus` to others; `clock` in seconds."""
        self._bus, self._emitter, self._clock = bus, emitter, clock
        # When each device that was told lately may be told again.
        self._due: dict[int, float] = {}
        self._waiting: set[int] = set()
        bus.subscribe(
            USER_PUSH_TOPIC, lambda _sender, message: self._emit(_decode(message))
        )

    def push_to_users(self, sign_ins: Iterable[int]) -> None:
        """Let these signed-in devices know that their holder's notes have changed."""
        chosen = list(sign_ins)
        if not chosen:
            return
        self._emit(chosen)
        self._bus.publish(USER_PUSH_TOPIC, _encode(chosen))

    def run(self, sleep: Callable[[float], object]) -> None:
        """Tell those who wait, for as long as the server lives."""
        while True:
            sleep(timings.USER_PUSH_INTERVAL)
            self.step()

    def step(self) -> None:
        """Tell those who have waited long enough."""
        now = self._clock()
        self._due = {one: due for one, due in self._due.items() if due > now}
        ready = self._waiting - self._due.keys()
        self._waiting -= ready
        self._emit(sorted(ready))

    def _emit(self, sign_ins: list[int]) -> None:
        now = self._clock()
        for sign_in in sign_ins:
            if self._due.get(sign_in, now) > now:
                self._waiting.add(sign_in)
                continue
            self._due[sign_in] = now + timings.USER_PUSH_INTERVAL
            self._emitter.emit("notes", {}, to=sign_in_channel(sign_in))

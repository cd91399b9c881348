"""Notify a person's devices that their notes or opinions have changed.

The message is empty, not numbered and not journalled, and may be lost: devices then
fetch over HTTP, and also do so when they reconnect. A device is notified at once, and
after that once per `timings.USER_PUSH_INTERVAL`; the last change is never dropped.
"""

import time
from collections.abc import Callable, Iterable

import msgspec

from kiosk import timings
from kiosk.live.channels import sign_in_channel
from kiosk.live.emitter import Emitter
from kiosk.live.message_bus import USER_PUSH_TOPIC, MessageBus

_encode, _decode = msgspec.msgpack.encode, msgspec.msgpack.Decoder(list[int]).decode


class UserPush:
    """Notifies devices from one server process, and by the bus from the others."""

    def __init__(
        self,
        bus: MessageBus,
        emitter: Emitter,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Notify through `emitter` and `bus`; `clock` returns monotonic seconds."""
        self._bus, self._emitter, self._clock = bus, emitter, clock
        # When each recently notified device may be notified again.
        self._due: dict[int, float] = {}
        self._waiting: set[int] = set()
        bus.subscribe(
            USER_PUSH_TOPIC, lambda _sender, message: self._emit(_decode(message))
        )

    def push_to_users(self, sign_ins: Iterable[int]) -> None:
        """Notify these signed-in devices that their holder's data has changed."""
        chosen = list(sign_ins)
        if not chosen:
            return
        self._emit(chosen)
        self._bus.publish(USER_PUSH_TOPIC, _encode(chosen))

    def run(self, sleep: Callable[[float], object]) -> None:
        """Send delayed notifications, for the lifetime of the server."""
        while True:
            sleep(timings.USER_PUSH_INTERVAL)
            self.step()

    def step(self) -> None:
        """Send the notifications whose delay is over."""
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

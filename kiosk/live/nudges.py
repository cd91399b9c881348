"""A bare word to the devices of one person: something of his own has changed.

It carries nothing, is not numbered and not journalled, and may be lost: whoever
hears it asks over HTTP, and asks anyway when it comes back.
"""

from collections.abc import Iterable
from typing import Protocol

import msgspec

from kiosk.live.channels import sign_in_channel
from kiosk.live.hints import NUDGES, Hints

_encode, _decode = msgspec.msgpack.encode, msgspec.msgpack.Decoder(list[int]).decode


class Emitter(Protocol):
    """What nudging needs of Socket.IO."""

    def emit(self, event: str, *args: object, to: str) -> None:
        """Send `event` to everyone in the channel `to`."""


class Nudges:
    """The one who nudges in a server process, and has the others nudge theirs."""

    def __init__(self, hints: Hints, emitter: Emitter) -> None:
        """Speak through `emitter`, and by `hints` to other processes."""
        self._hints, self._emitter = hints, emitter
        hints.on(NUDGES, lambda _sender, message: self._emit(_decode(message)))

    def nudge(self, sign_ins: Iterable[int]) -> None:
        """Let these signed-in devices know that their holder's notes have changed."""
        chosen = list(sign_ins)
        if not chosen:
            return
        self._emit(chosen)
        self._hints.tell(NUDGES, _encode(chosen))

    def _emit(self, sign_ins: list[int]) -> None:
        for sign_in in sign_ins:
            self._emitter.emit("notes", {}, to=sign_in_channel(sign_in))

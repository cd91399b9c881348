"""The last word of each device at a gate, in memory: never stored, told by bus.

A word says everything about its device, so one that is lost is made good by the next.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from kiosk.live.message_bus import GATES_TOPIC, MessageBus

# Who has said nothing for longer is as if it had never been heard, in seconds.
GATE_RETENTION_SECONDS = 3600.0
# Devices at gates that are remembered at once.
MAX_GATE_DEVICES = 5000
# A device speaks every ten seconds; after so many without a word it is silent.
GATE_SILENT_SECONDS = 60.0


class GateHeartbeat(msgspec.Struct, frozen=True, array_like=True):
    """What a device says: at which gate it stands, and what lies on it."""

    # The device is known by who is signed in on it.
    sign_in_id: int
    gate_id: int
    # Scans not sent yet, and those that the server would not have.
    waiting: int
    refused: int


@dataclass(frozen=True)
class GateLiveness:
    """How a gate stands: its newest word's age in seconds, and what lies there."""

    seconds: float
    waiting: int
    refused: int


_encoder, _decoder = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(GateHeartbeat)


class GateHeartbeatRegistry:
    """What this process knows of the gates, at first hand or from the others."""

    def __init__(
        self, bus: MessageBus, now: Callable[[], float] = time.monotonic
    ) -> None:
        """Tell and hear by `bus`; `now` gives monotonic seconds."""
        self._bus, self._now = bus, now
        # By sign-in, in the order they were heard: the oldest stand first.
        self._heard: dict[int, tuple[float, GateHeartbeat]] = {}
        bus.subscribe(GATES_TOPIC, self._hear)

    def hear(self, word: GateHeartbeat) -> None:
        """Take a device's word and tell the other processes."""
        self._keep(word)
        self._bus.publish(GATES_TOPIC, _encoder.encode(word))

    def _hear(self, _sender: str, message: bytes) -> None:
        try:
            self._keep(_decoder.decode(message))
        except msgspec.DecodeError:
            return  # another version of ourselves, in the middle of an update

    def _keep(self, word: GateHeartbeat) -> None:
        self._heard.pop(word.sign_in_id, None)
        self._heard[word.sign_in_id] = (self._now(), word)
        while len(self._heard) > MAX_GATE_DEVICES or self._is_stale():
            del self._heard[next(iter(self._heard))]

    def _is_stale(self) -> bool:
        oldest, _ = next(iter(self._heard.values()))
        return self._now() - oldest > GATE_RETENTION_SECONDS

    def gates(self) -> dict[int, GateLiveness]:
        """Return every gate that was heard, whatever number of devices stands there."""
        now = self._now()
        found: dict[int, GateLiveness] = {}
        for at, word in self._heard.values():
            if now - at > GATE_RETENTION_SECONDS:
                continue
            other = found.get(word.gate_id, GateLiveness(now - at, 0, 0))
            found[word.gate_id] = GateLiveness(
                min(now - at, other.seconds),
                word.waiting + other.waiting,
                word.refused + other.refused,
            )
        return found

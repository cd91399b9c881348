"""Last heartbeat of each gate device: in memory, shared by messages of the bus.

A heartbeat carries the whole state of its device: the next one replaces a lost one.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from kiosk.live.message_bus import GATES_TOPIC, MessageBus

# Older heartbeats are discarded, in seconds.
GATE_RETENTION_SECONDS = 3600.0
# Most devices kept; the oldest heartbeat is discarded first.
MAX_GATE_DEVICES = 5000
# Devices send every 10 s; after this many seconds a gate counts as silent.
GATE_SILENT_SECONDS = 60.0


class GateHeartbeat(msgspec.Struct, frozen=True, array_like=True):
    """One heartbeat: the gate of the device and its unsent scans."""

    # Identifies the device.
    sign_in_id: int
    gate_id: int
    # Scans not sent yet, and scans that the server rejected.
    waiting: int
    refused: int


@dataclass(frozen=True)
class GateLiveness:
    """A gate: age of its newest heartbeat in seconds, scans not accepted yet."""

    seconds: float
    waiting: int
    refused: int


_encoder, _decoder = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(GateHeartbeat)


class GateHeartbeatRegistry:
    """Heartbeats received by this process and by the other processes."""

    def __init__(
        self, bus: MessageBus, now: Callable[[], float] = time.monotonic
    ) -> None:
        """Publish and subscribe with `bus`; `now` gives monotonic seconds."""
        self._bus, self._now = bus, now
        # By sign-in, oldest heartbeat first.
        self._heard: dict[int, tuple[float, GateHeartbeat]] = {}
        bus.subscribe(GATES_TOPIC, self._receive)

    def receive(self, heartbeat: GateHeartbeat) -> None:
        """Store a heartbeat and publish it to the other processes."""
        self._keep(heartbeat)
        self._bus.publish(GATES_TOPIC, _encoder.encode(heartbeat))

    def _receive(self, _sender: str, message: bytes) -> None:
        try:
            self._keep(_decoder.decode(message))
        except msgspec.DecodeError:
            return  # sent by another version of the software during an update

    def _keep(self, heartbeat: GateHeartbeat) -> None:
        self._heard.pop(heartbeat.sign_in_id, None)
        self._heard[heartbeat.sign_in_id] = (self._now(), heartbeat)
        while len(self._heard) > MAX_GATE_DEVICES or self._is_stale():
            del self._heard[next(iter(self._heard))]

    def _is_stale(self) -> bool:
        oldest, _ = next(iter(self._heard.values()))
        return self._now() - oldest > GATE_RETENTION_SECONDS

    def gates(self) -> dict[int, GateLiveness]:
        """Return the liveness of each gate, summed over its devices."""
        now = self._now()
        found: dict[int, GateLiveness] = {}
        for at, heartbeat in self._heard.values():
            if now - at > GATE_RETENTION_SECONDS:
                continue
            other = found.get(heartbeat.gate_id, GateLiveness(now - at, 0, 0))
            found[heartbeat.gate_id] = GateLiveness(
                min(now - at, other.seconds),
                heartbeat.waiting + other.waiting,
                heartbeat.refused + other.refused,
            )
        return found

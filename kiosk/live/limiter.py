"""Count the live channel's usage by device and by address."""

from collections import defaultdict
from typing import NamedTuple

from kiosk.live.limits import LIVE_LIMITS, LiveLimits
from kiosk.live.transport import (
    POLICY_VIOLATION,
    CountedConnection,
    UsageMeter,
    WebSocketError,
)

# Interval at which unused entries are deleted, in seconds.
LIMITER_SWEEP_SECONDS = 10.0


class LiveClient(NamedTuple):
    """The owner of a live connection: a device key, and the address it comes from."""

    device: str
    address: str


class _DeviceUsage:
    """The sockets of one device, and the times at which its rates are idle again."""

    __slots__ = ("bytes_due", "connections", "handshakes_due", "messages_due")

    def __init__(self) -> None:
        self.connections: list[CountedConnection] = []
        self.bytes_due = self.handshakes_due = self.messages_due = 0.0

    def is_unused(self, now: float) -> bool:
        due = max(self.bytes_due, self.handshakes_due, self.messages_due)
        return not self.connections and due <= now


class _AddressUsage:
    """The sockets of one address, and the times at which its rates are idle again."""

    __slots__ = ("bytes_due", "messages_due", "sockets")

    def __init__(self) -> None:
        self.sockets = 0
        self.bytes_due = self.messages_due = 0.0

    def is_unused(self, now: float) -> bool:
        return not self.sockets and max(self.bytes_due, self.messages_due) <= now


class Limiter:
    """The recent usage of each device and address in this process."""

    def __init__(self, max_sockets: int, limits: LiveLimits = LIVE_LIMITS) -> None:
        """Apply `limits` in a server with room for `max_sockets` sockets."""
        self.limits = limits
        self.sockets = 0
        self._swept_at = 0.0
        self._crowded_sockets = limits.crowded_share * max_sockets
        self._devices: dict[str, _DeviceUsage] = defaultdict(_DeviceUsage)
        self._addresses: dict[str, _AddressUsage] = defaultdict(_AddressUsage)

    def may_connect(self, client: LiveClient, now: float) -> bool:
        """Count a handshake of this device; tell whether it is allowed."""
        if now - self._swept_at > LIMITER_SWEEP_SECONDS:
            self._swept_at = now
            self._sweep(now)
        device = self._devices[client.device]
        due = self.limits.device_handshakes.spend(device.handshakes_due, 1, now)
        if due is None:
            return False
        device.handshakes_due = due
        return True

    def is_connected(self, device: str) -> bool:
        """Tell whether the device has a socket."""
        usage = self._devices.get(device)
        return usage is not None and bool(usage.connections)

    def open(self, client: LiveClient, connection: CountedConnection) -> UsageMeter:
        """Count a new socket; over the limit, close the device's most silent one.

        :returns: the socket's meter, to be closed with it.
        """
        device, address = self._devices[client.device], self._addresses[client.address]
        allowed = self._allowed_sockets(address)
        if len(device.connections) >= allowed:
            quietest = min(device.connections, key=lambda other: other.last_received)
            quietest.close_with_reason("too many sockets")
        device.connections.append(connection)
        address.sockets += 1
        self.sockets += 1
        return CountingMeter(self, device, address, connection)

    def _allowed_sockets(self, address: _AddressUsage) -> int:
        is_crowded = (
            address.sockets >= self.limits.address_sockets
            or self.sockets >= self._crowded_sockets
        )
        if is_crowded:
            return self.limits.crowded_device_sockets
        return self.limits.device_sockets

    def _sweep(self, now: float) -> None:
        """Delete entries without sockets or recent usage."""
        for name in [n for n, use in self._devices.items() if use.is_unused(now)]:
            del self._devices[name]
        for name in [n for n, use in self._addresses.items() if use.is_unused(now)]:
            del self._addresses[name]


class CountingMeter(UsageMeter):
    """The usage of one socket, counted for its device and its address."""

    __slots__ = ("_address", "_connection", "_device", "_limiter")

    def __init__(
        self,
        limiter: Limiter,
        device: _DeviceUsage,
        address: _AddressUsage,
        connection: CountedConnection,
    ) -> None:
        self._limiter, self._connection = limiter, connection
        self._device, self._address = device, address

    def spend_bytes(self, count: int, now: float) -> None:
        """Count bytes received.

        :raises WebSocketError: the device has sent too many.
        """
        limits, device, address = self._limiter.limits, self._device, self._address
        due = limits.address_bytes.spend(address.bytes_due, count, now)
        if due is None:
            count *= limits.crowded_weight
        else:
            address.bytes_due = due
        due = limits.device_bytes.spend(device.bytes_due, count, now)
        if due is None:
            raise WebSocketError(POLICY_VIOLATION, "too many bytes")
        device.bytes_due = due

    def spend_message(self, now: float) -> None:
        """Count a frame received.

        :raises WebSocketError: the device has sent too many.
        """
        limits, device, address = self._limiter.limits, self._device, self._address
        amount = 1
        due = limits.address_messages.spend(address.messages_due, 1, now)
        if due is None:
            amount = limits.crowded_weight
        else:
            address.messages_due = due
        due = limits.device_messages.spend(device.messages_due, amount, now)
        if due is None:
            raise WebSocketError(POLICY_VIOLATION, "too many messages")
        device.messages_due = due

    def close(self) -> None:
        """Stop counting the socket."""
        if self._connection in self._device.connections:
            self._device.connections.remove(self._connection)
            self._address.sockets -= 1
            self._limiter.sockets -= 1

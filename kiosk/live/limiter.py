"""Counts what each device and each address uses of the live channel."""

from typing import NamedTuple, Protocol

from kiosk.live.limits import LIVE_LIMITS, LiveLimits
from kiosk.live.websocket_frames import POLICY_VIOLATION, WebSocketError

# How often those are looked for who have left and may be forgotten.
FORGET_SECONDS = 10.0
# Where a request for a WebSocket carries its LiveClient.
CLIENT_KEY = "kiosk.client"


class LiveClient(NamedTuple):
    """Who opens a live connection: a device, and the address it comes from."""

    device: str
    address: str


class CountedConnection(Protocol):
    """What the limiter needs of a live connection."""

    # In seconds of the monotonic clock.
    last_heard: float

    def close_with_reason(self, reason: str) -> None:
        """End the connection, telling the client why."""


class UsageMeter:
    """What one socket uses; this one counts nothing."""

    __slots__ = ()

    def spend_bytes(self, count: int, now: float) -> None:
        """Count bytes received."""

    def spend_message(self, now: float) -> None:
        """Count a frame received."""

    def close(self) -> None:
        """Count the socket no longer."""


UNLIMITED = UsageMeter()


class _DeviceUsage:
    """The sockets of one device, and when what it has used will be forgotten."""

    __slots__ = ("bytes_due", "connections", "handshakes_due", "messages_due")

    def __init__(self) -> None:
        self.connections: list[CountedConnection] = []
        self.bytes_due = self.handshakes_due = self.messages_due = 0.0

    def is_over(self, now: float) -> bool:
        due = max(self.bytes_due, self.handshakes_due, self.messages_due)
        return not self.connections and due <= now


class _AddressUsage:
    """The sockets of one address, and when what it has used will be forgotten."""

    __slots__ = ("bytes_due", "messages_due", "sockets")

    def __init__(self) -> None:
        self.sockets = 0
        self.bytes_due = self.messages_due = 0.0

    def is_over(self, now: float) -> bool:
        return not self.sockets and max(self.bytes_due, self.messages_due) <= now


class Limiter:
    """What each device and each address has used lately, in this process."""

    def __init__(self, max_sockets: int, limits: LiveLimits = LIVE_LIMITS) -> None:
        """Keep to `limits` in a server with room for so many sockets."""
        self.limits = limits
        self.sockets = 0
        self._forgot_at = 0.0
        self._crowded_sockets = limits.crowded_share * max_sockets
        self._devices: dict[str, _DeviceUsage] = {}
        self._addresses: dict[str, _AddressUsage] = {}

    def may_connect(self, client: LiveClient, now: float) -> bool:
        """Count a handshake of this device; tell whether it may go on."""
        if now - self._forgot_at > FORGET_SECONDS:
            self._forgot_at = now
            self._forget(now)
        device = self._device(client.device)
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
        """Count a new socket, closing the device's quietest one if there are too many.

        :returns: the meter of this socket, to be closed with it.
        """
        device, address = self._device(client.device), self._address(client.address)
        allowed = self._allowed_sockets(address)
        if len(device.connections) >= allowed:
            quietest = min(device.connections, key=lambda other: other.last_heard)
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

    def _device(self, name: str) -> _DeviceUsage:
        usage = self._devices.get(name)
        if usage is None:
            usage = self._devices[name] = _DeviceUsage()
        return usage

    def _address(self, name: str) -> _AddressUsage:
        usage = self._addresses.get(name)
        if usage is None:
            usage = self._addresses[name] = _AddressUsage()
        return usage

    def _forget(self, now: float) -> None:
        """Drop what is known of those who have no socket and used nothing lately."""
        for name in [n for n, use in self._devices.items() if use.is_over(now)]:
            del self._devices[name]
        for name in [n for n, use in self._addresses.items() if use.is_over(now)]:
            del self._addresses[name]


class CountingMeter(UsageMeter):
    """What one socket uses, counted for its device and its address."""

    __slots__ = ("_address", "_connection", "_device", "_limiter")

    def __init__(
        self,
        limiter: Limiter,
        device: _DeviceUsage,
        address: _AddressUsage,
        connection: CountedConnection,
    ) -> None:
        """Count for these until it is closed."""
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
        """Count the socket no longer."""
        if self._connection in self._device.connections:
            self._device.connections.remove(self._connection)
            self._address.sockets -= 1
            self._limiter.sockets -= 1

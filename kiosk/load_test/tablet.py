"""Live connection of one simulated tablet, from handshake to last event."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kiosk.client.connection import CLOSE_FRAME, LiveConnection
from kiosk.client.frames import ProtocolError
from kiosk.client.packets import Packet, join_text
from kiosk.load_test.event_loop import NEEDS_PARSING, EpollLoop
from kiosk.load_test.sockets import Address, SocketWriter, open_socket


@dataclass(frozen=True)
class TabletTicket:
    """What a tablet needs to connect."""

    cookie: str = ""
    # Data of the join packet; None if the server needs none.
    auth: dict[str, Any] | None = None
    # Whether the server accepts it with the present number (ours does).
    is_greeted: bool = False
    # Source address, where one address has too few ports.
    source: str = ""


@dataclass(frozen=True)
class TabletCallbacks:
    """Callbacks for the life of a tablet."""

    joined: Callable[["SimulatedTablet"], None]
    left: Callable[["SimulatedTablet"], None]
    # Called for events that the loop did not recognise.
    event: Callable[["SimulatedTablet", Packet], None]


class SimulatedTablet:
    """A connection: handshake, join, then events."""

    def __init__(
        self,
        loop: EpollLoop,
        address: Address,
        ticket: TabletTicket,
        callbacks: TabletCallbacks,
    ) -> None:
        """Start connecting.

        :raises OSError: no connection can even be begun.
        """
        self.ticket = ticket
        self.number = 0
        self.has_joined = False
        self.is_over = False
        # Events up to here were in the greeting: receiving them again is no fault.
        self._greeted = 0
        self._loop, self._callbacks = loop, callbacks
        self.sock = open_socket(address, ticket.source)
        loop.add(self)
        self._writer = SocketWriter(loop, self)
        self._connection = LiveConnection(
            self.send,
            f"{address[0]}:{address[1]}",
            join=join_text(ticket.auth),
            headers={"Cookie": ticket.cookie},
        )

    def newest(self) -> int:
        """Return the number of the last event received."""
        steady = -1 if self.is_over else self._loop.last[self.sock.fileno()]
        return max(steady, self.number)

    def send(self, frame: bytes) -> None:
        """Send a frame."""
        if not self.is_over:
            self._writer.write(frame)

    def close(self) -> None:
        """Close the connection with a close frame."""
        self.send(CLOSE_FRAME)
        self.disconnect()

    def disconnect(self) -> None:
        """Close the socket without a close frame."""
        self.number = self.newest()
        self.is_over = True
        self._loop.remove(self)

    def on_writable(self) -> None:
        """Send buffered data."""
        self._writer.flush()

    def on_data(self, data: bytes) -> None:
        """Parse data that the loop did not recognise."""
        steady = self._loop.last[self.sock.fileno()]
        if steady != NEEDS_PARSING:
            self.number = steady
        try:
            for packet in self._connection.receive(data):
                self._take(packet, data)
                if self.is_over:
                    return
        except (ProtocolError, ValueError):
            self._loop.deliveries.torn += 1
            self._end()
        if self._connection.is_over:
            self._end()
        if not self.is_over:
            is_steady = self.has_joined and self._connection.is_between_packets
            file = self.sock.fileno()
            self._loop.last[file] = self.number if is_steady else NEEDS_PARSING

    def _take(self, packet: Packet, data: bytes) -> None:
        if packet.kind == "joined" and not self.ticket.is_greeted:
            self._join(0)
        elif packet.kind in {"refused", "ended"}:
            self._end()
        elif packet.kind == "event":
            self._take_event(packet, data if self._connection.came_alone else b"")

    def _take_event(self, packet: Packet, whole: bytes) -> None:
        if packet.event == "hello" and not self.has_joined:
            self._join(int(packet.body["n"]))
        if packet.event == "fact":
            number = int(packet.body["n"])
            self._take_fact(number, int(packet.body.get("after", number - 1)), whole)
        self._callbacks.event(self, packet)

    def _join(self, number: int) -> None:
        self.number = self._greeted = max(number, self.number)
        self.has_joined = True
        self._callbacks.joined(self)

    def _take_fact(self, number: int, after: int, whole: bytes) -> None:
        deliveries = self._loop.deliveries
        if number <= self.number:
            # One sent before the greeting may arrive after it.
            deliveries.repeated += number > self._greeted
            return
        deliveries.skipped += self.has_joined * max(0, after - self.number)
        self.number = number
        deliveries.arrived_now(number)
        if whole:
            self._loop.learn(whole, number, after)

    def _end(self) -> None:
        if not self.is_over:
            self.disconnect()
            self._callbacks.left(self)

"""One simulated tablet's live connection, from the handshake to the last fact."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kiosk.client.connection import GOODBYE, LiveConnection
from kiosk.client.frames import ProtocolError
from kiosk.client.packets import Packet, join_text
from kiosk.rehearsal.loop import WITH_CARE, Loop
from kiosk.rehearsal.wires import Address, Mouth, open_wire


@dataclass(frozen=True)
class Ticket:
    """What a tablet needs to get in."""

    cookie: str = ""
    # What it says when it joins; None for a server that asks nothing.
    auth: dict[str, Any] | None = None
    # Whether the server greets with the present number (ours does).
    is_greeted: bool = False
    # Where it connects from, when one address has too few ports.
    source: str = ""


@dataclass(frozen=True)
class Ears:
    """Who is told what a tablet lives through."""

    joined: Callable[["Tablet"], None]
    left: Callable[["Tablet"], None]
    # A fact that has not been heard by anybody yet, and other events.
    event: Callable[["Tablet", Packet], None]


class Tablet:
    """A connection: shaking hands, joining, then steadily hearing facts."""

    def __init__(
        self, loop: Loop, address: Address, ticket: Ticket, ears: Ears
    ) -> None:
        """Begin to connect.

        :raises OSError: no connection can even be begun.
        """
        self.ticket = ticket
        self.number = 0
        self.has_joined = False
        self.is_over = False
        # Facts up to here were told by the greeting: hearing them again is no fault.
        self._greeted = 0
        self._loop, self._ears = loop, ears
        self.wire = open_wire(address, ticket.source)
        loop.add(self)
        self._mouth = Mouth(loop, self)
        self._connection = LiveConnection(
            self.say,
            f"{address[0]}:{address[1]}",
            join=join_text(ticket.auth),
            headers={"Cookie": ticket.cookie},
        )

    def newest(self) -> int:
        """Return the number of the last fact it has."""
        steady = -1 if self.is_over else self._loop.last[self.wire.fileno()]
        return max(steady, self.number)

    def say(self, frame: bytes) -> None:
        """Send a frame."""
        if not self.is_over:
            self._mouth.say(frame)

    def leave(self) -> None:
        """Close properly, at once."""
        self.say(GOODBYE)
        self.vanish()

    def vanish(self) -> None:
        """Be gone without a word."""
        self.number = self.newest()
        self.is_over = True
        self._loop.remove(self)

    def writable(self) -> None:
        """Write on."""
        self._mouth.go_on()

    def heard(self, data: bytes) -> None:
        """Take what the loop did not know by its bytes."""
        steady = self._loop.last[self.wire.fileno()]
        if steady != WITH_CARE:
            self.number = steady
        try:
            for packet in self._connection.receive(data):
                self._take(packet, data)
                if self.is_over:
                    return
        except (ProtocolError, ValueError):
            self._loop.ledger.torn += 1
            self._end()
        if self._connection.is_over:
            self._end()
        if not self.is_over:
            is_steady = self.has_joined and self._connection.is_between_packets
            file = self.wire.fileno()
            self._loop.last[file] = self.number if is_steady else WITH_CARE

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
        self._ears.event(self, packet)

    def _join(self, number: int) -> None:
        self.number = self._greeted = max(number, self.number)
        self.has_joined = True
        self._ears.joined(self)

    def _take_fact(self, number: int, after: int, whole: bytes) -> None:
        ledger = self._loop.ledger
        if number <= self.number:
            # One that was under way while the greeting was said is told twice.
            ledger.repeated += number > self._greeted
            return
        ledger.skipped += self.has_joined * max(0, after - self.number)
        self.number = number
        ledger.arrived_now(number)
        if whole:
            self._loop.learn(whole, number)

    def _end(self) -> None:
        if not self.is_over:
            self.vanish()
            self._ears.left(self)

"""One simulated tablet's live connection, from the handshake to the last fact."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kiosk.rehearsal import frames
from kiosk.rehearsal.frames import Torn, client_frame, is_accepted, split
from kiosk.rehearsal.loop import WITH_CARE, Loop
from kiosk.rehearsal.packets import (
    LIVE_PATH,
    PONG,
    Packet,
    connect_frame,
    read_packet,
)
from kiosk.rehearsal.wires import Address, Mouth, open_wire

_HEAD_END = b"\r\n\r\n"


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
        self._is_upgraded = False
        self._data = b""
        self._loop, self._ears = loop, ears
        self.wire = open_wire(address, ticket.source)
        loop.add(self)
        self._mouth = Mouth(loop, self)
        host = f"{address[0]}:{address[1]}"
        self._mouth.say(frames.upgrade_request(host, LIVE_PATH, ticket.cookie))

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
        self.say(client_frame(b"\x03\xe8", frames.CLOSE))
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
        if not data:
            self._end()
            return
        steady = self._loop.last[self.wire.fileno()]
        if steady != WITH_CARE:
            self.number = steady
        whole = data if not self._data else b""
        self._data += data
        try:
            if self._is_upgraded or self._upgrade():
                self._take_frames(whole)
        except (Torn, ValueError):
            self._loop.ledger.torn += 1
            self._end()
        if not self.is_over:
            is_steady = self.has_joined and not self._data
            file = self.wire.fileno()
            self._loop.last[file] = self.number if is_steady else WITH_CARE

    def _upgrade(self) -> bool:
        head, end, rest = self._data.partition(_HEAD_END)
        if not end:
            return False
        if not is_accepted(head):
            self._end()
            return False
        self._is_upgraded, self._data = True, rest
        return True

    def _take_frames(self, whole: bytes) -> None:
        found, self._data = split(self._data)
        for opcode, payload in found:
            if opcode == frames.TEXT:
                packet = read_packet(payload)
                is_alone = len(found) == 1 and not self._data
                self._take(packet, whole if is_alone else b"")
            elif opcode == frames.PING:
                self.say(client_frame(payload, frames.PONG))
            elif opcode == frames.CLOSE:
                self._end()
            if self.is_over:
                return

    def _take(self, packet: Packet, whole: bytes) -> None:
        if packet.kind == "ping":
            self.say(PONG)
        elif packet.kind == "open":
            self.say(connect_frame(self.ticket.auth))
        elif packet.kind == "joined" and not self.ticket.is_greeted:
            self._join(0)
        elif packet.kind == "refused":
            self._end()
        elif packet.kind == "event":
            self._take_event(packet, whole)

    def _take_event(self, packet: Packet, whole: bytes) -> None:
        if packet.event == "hello" and not self.has_joined:
            self._join(int(packet.body["n"]))
        if packet.event == "fact":
            self._take_fact(int(packet.body["n"]), whole)
        self._ears.event(self, packet)

    def _join(self, number: int) -> None:
        self.number = self._greeted = max(number, self.number)
        self.has_joined = True
        self._ears.joined(self)

    def _take_fact(self, number: int, whole: bytes) -> None:
        ledger = self._loop.ledger
        if number <= self.number:
            # One that was under way while the greeting was said is told twice.
            ledger.repeated += number > self._greeted
            return
        ledger.skipped += self.has_joined * (number - self.number - 1)
        self.number = number
        ledger.arrived_now(number)
        if whole:
            self._loop.learn(whole, number)

    def _end(self) -> None:
        if not self.is_over:
            self.vanish()
            self._ears.left(self)

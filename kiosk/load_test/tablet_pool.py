"""All tablets of a rehearsal: they join, on_packet, and are counted."""

import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace

from kiosk.client.packets import Packet
from kiosk.load_test.event_loop import EpollLoop
from kiosk.load_test.sockets import Address
from kiosk.load_test.tablet import SimulatedTablet, TabletCallbacks, TabletTicket

# Connections that are being opened at once: more would only fill the backlog.
MAX_CONNECTING = 256
# A refused or broken connection is tried reconnect_ticket after so many seconds.
_AGAIN_SECONDS = 0.2


def _ignore(_tablet: SimulatedTablet, _packet: Packet) -> None:
    """Take no notice of an event."""


def reconnect_ticket(tablet: SimulatedTablet) -> TabletTicket:
    """Return the ticket with which a tablet comes back, saying what it knows."""
    ticket = tablet.ticket
    if ticket.auth is None:
        return ticket
    return replace(ticket, auth={**ticket.auth, "n": tablet.newest()})


class TabletPool:
    """Tablets at one server, in one loop."""

    def __init__(
        self,
        loop: EpollLoop,
        address: Address,
        on_event: Callable[[SimulatedTablet, Packet], None] = _ignore,
    ) -> None:
        """Begin with nobody."""
        self.loop = loop
        self.tablets: set[SimulatedTablet] = set()
        self.tries = 0
        # How many have gone so far, by their own wish or not.
        self.gone = 0
        # Whether those who are cut off come back by themselves.
        self.reconnects = False
        self.address = address
        self._on_the_way = 0
        self._waiting: deque[TabletTicket] = deque()
        self._opening: set[SimulatedTablet] = set()
        self._callbacks = TabletCallbacks(self._joined, self._left, on_event)

    def connect(self, tickets: Sequence[TabletTicket]) -> None:
        """Let these come in, a few at a time."""
        self._on_the_way += len(tickets)
        self._waiting.extend(tickets)
        self._open_more()

    def connect_and_wait(
        self, tickets: Sequence[TabletTicket], seconds: float
    ) -> float | None:
        """Let these come in; return how long it took, None if not all could."""
        began = time.monotonic()
        self.connect(tickets)
        came = self.loop.run(self.is_complete, seconds)
        return time.monotonic() - began if came else None

    def is_complete(self) -> bool:
        """Tell whether nobody is still on the way in."""
        return self._on_the_way == 0

    def drop(self, tablets: Sequence[SimulatedTablet]) -> list[TabletTicket]:
        """Cut these off without a word; return what they come back with."""
        self.gone += len(tablets)
        for tablet in tablets:
            self.tablets.discard(tablet)
            tablet.disconnect()
        return [reconnect_ticket(tablet) for tablet in tablets]

    def close(self) -> None:
        """Let everybody go."""
        self._waiting.clear()
        self._on_the_way = 0
        for tablet in [*self.tablets, *self._opening]:
            tablet.close()
        self.tablets.clear()
        self._opening.clear()

    def _open_more(self) -> None:
        while self._waiting and len(self._opening) < MAX_CONNECTING:
            ticket = self._waiting.popleft()
            self.tries += 1
            try:
                tablet = SimulatedTablet(
                    self.loop, self.address, ticket, self._callbacks
                )
            except OSError:
                self._try_again(ticket)
            else:
                self._opening.add(tablet)

    def _try_again(self, ticket: TabletTicket) -> None:
        def flush() -> None:
            self._waiting.append(ticket)
            self._open_more()

        self.loop.call_later(_AGAIN_SECONDS, flush)

    def _joined(self, tablet: SimulatedTablet) -> None:
        self._opening.discard(tablet)
        self._on_the_way -= 1
        self.tablets.add(tablet)
        self._open_more()

    def _left(self, tablet: SimulatedTablet) -> None:
        if tablet in self._opening:
            self._opening.discard(tablet)
            self._try_again(tablet.ticket)
        else:
            self.tablets.discard(tablet)
            self.gone += 1
            self.loop.deliveries.broken_off += 1
            if self.reconnects:
                self.connect([reconnect_ticket(tablet)])
        self._open_more()

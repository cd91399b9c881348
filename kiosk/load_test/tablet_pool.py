"""All tablets of a load test: connect, receive packets, reconnect."""

import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace

from kiosk.client.packets import Packet
from kiosk.load_test.event_loop import EpollLoop
from kiosk.load_test.sockets import Address
from kiosk.load_test.tablet import SimulatedTablet, TabletCallbacks, TabletTicket

# Connections opened at once: more would only fill the backlog.
MAX_CONNECTING = 256
# Delay before a failed connection is tried again, in seconds.
_AGAIN_SECONDS = 0.2


def _ignore(_tablet: SimulatedTablet, _packet: Packet) -> None:
    """Take no notice of an event."""


def reconnect_ticket(tablet: SimulatedTablet) -> TabletTicket:
    """Return the ticket for a reconnect, with the last event number."""
    ticket = tablet.ticket
    if ticket.auth is None:
        return ticket
    return replace(ticket, auth={**ticket.auth, "n": tablet.newest()})


class TabletPool:
    """Tablets of one server, in one event loop."""

    def __init__(
        self,
        loop: EpollLoop,
        address: Address,
        on_event: Callable[[SimulatedTablet, Packet], None] = _ignore,
    ) -> None:
        """Start without tablets."""
        self.loop = loop
        self.tablets: set[SimulatedTablet] = set()
        self.tries = 0
        # Tablets disconnected so far, by either side.
        self.gone = 0
        # Whether tablets disconnected by the server reconnect.
        self.reconnects = False
        self.address = address
        self._on_the_way = 0
        self._waiting: deque[TabletTicket] = deque()
        self._opening: set[SimulatedTablet] = set()
        self._callbacks = TabletCallbacks(self._joined, self._left, on_event)

    def connect(self, tickets: Sequence[TabletTicket]) -> None:
        """Connect tablets with these tickets, a few at a time."""
        self._on_the_way += len(tickets)
        self._waiting.extend(tickets)
        self._open_more()

    def connect_and_wait(
        self, tickets: Sequence[TabletTicket], seconds: float
    ) -> float | None:
        """Connect and return the seconds taken, None if not all could."""
        began = time.monotonic()
        self.connect(tickets)
        came = self.loop.run(self.is_complete, seconds)
        return time.monotonic() - began if came else None

    def is_complete(self) -> bool:
        """Return whether no tablet is still connecting."""
        return self._on_the_way == 0

    def drop(self, tablets: Sequence[SimulatedTablet]) -> list[TabletTicket]:
        """Disconnect these tablets abruptly; return tickets to reconnect."""
        self.gone += len(tablets)
        for tablet in tablets:
            self.tablets.discard(tablet)
            tablet.disconnect()
        return [reconnect_ticket(tablet) for tablet in tablets]

    def close(self) -> None:
        """Close all connections."""
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

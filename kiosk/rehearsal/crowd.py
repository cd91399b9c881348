"""All tablets of a rehearsal: they join, hear, and are counted."""

import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace

from kiosk.client.packets import Packet
from kiosk.rehearsal.loop import Loop
from kiosk.rehearsal.tablet import Ears, Tablet, Ticket
from kiosk.rehearsal.wires import Address

# Connections that are being opened at once: more would only fill the backlog.
IN_FLIGHT = 256
# A refused or broken connection is tried again after so many seconds.
_AGAIN_SECONDS = 0.2


def _ignore(_tablet: Tablet, _packet: Packet) -> None:
    """Take no notice of an event."""


def again(tablet: Tablet) -> Ticket:
    """Return the ticket with which a tablet comes back, saying what it knows."""
    ticket = tablet.ticket
    if ticket.auth is None:
        return ticket
    return replace(ticket, auth={**ticket.auth, "n": tablet.newest()})


class Crowd:
    """Tablets at one server, in one loop."""

    def __init__(
        self,
        loop: Loop,
        address: Address,
        on_event: Callable[[Tablet, Packet], None] = _ignore,
    ) -> None:
        """Begin with nobody."""
        self.loop = loop
        self.tablets: set[Tablet] = set()
        self.tries = 0
        # How many have gone so far, by their own wish or not.
        self.gone = 0
        # Whether those who are cut off come back by themselves.
        self.comes_back = False
        self.address = address
        self._on_the_way = 0
        self._waiting: deque[Ticket] = deque()
        self._opening: set[Tablet] = set()
        self._ears = Ears(self._joined, self._left, on_event)

    def expect(self, tickets: Sequence[Ticket]) -> None:
        """Let these come in, a few at a time."""
        self._on_the_way += len(tickets)
        self._waiting.extend(tickets)
        self._open_more()

    def join(self, tickets: Sequence[Ticket], seconds: float) -> float | None:
        """Let these come in; return how long it took, None if not all could."""
        began = time.monotonic()
        self.expect(tickets)
        came = self.loop.run(self.is_complete, seconds)
        return time.monotonic() - began if came else None

    def is_complete(self) -> bool:
        """Tell whether nobody is still on the way in."""
        return self._on_the_way == 0

    def drop(self, tablets: Sequence[Tablet]) -> list[Ticket]:
        """Cut these off without a word; return what they come back with."""
        self.gone += len(tablets)
        for tablet in tablets:
            self.tablets.discard(tablet)
            tablet.vanish()
        return [again(tablet) for tablet in tablets]

    def leave(self) -> None:
        """Let everybody go."""
        self._waiting.clear()
        self._on_the_way = 0
        for tablet in [*self.tablets, *self._opening]:
            tablet.leave()
        self.tablets.clear()
        self._opening.clear()

    def _open_more(self) -> None:
        while self._waiting and len(self._opening) < IN_FLIGHT:
            ticket = self._waiting.popleft()
            self.tries += 1
            try:
                tablet = Tablet(self.loop, self.address, ticket, self._ears)
            except OSError:
                self._try_again(ticket)
            else:
                self._opening.add(tablet)

    def _try_again(self, ticket: Ticket) -> None:
        def go_on() -> None:
            self._waiting.append(ticket)
            self._open_more()

        self.loop.after(_AGAIN_SECONDS, go_on)

    def _joined(self, tablet: Tablet) -> None:
        self._opening.discard(tablet)
        self._on_the_way -= 1
        self.tablets.add(tablet)
        self._open_more()

    def _left(self, tablet: Tablet) -> None:
        if tablet in self._opening:
            self._opening.discard(tablet)
            self._try_again(tablet.ticket)
        else:
            self.tablets.discard(tablet)
            self.gone += 1
            self.loop.ledger.broken_off += 1
            if self.comes_back:
                self.expect([again(tablet)])
        self._open_more()

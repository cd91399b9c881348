"""Turn a page and wait until every tablet has it."""

import sys
from dataclasses import dataclass

from kiosk.client.packets import Packet
from kiosk.load_test.http_exchange import HttpExchange
from kiosk.load_test.tablet import SimulatedTablet
from kiosk.load_test.tablet_pool import TabletPool


@dataclass(frozen=True)
class PageTurn:
    """One page turn: event number (0: none received) and the chair's request."""

    number: int
    asked: float
    exchange: HttpExchange
    # Tablets connected at the end without the page.
    missing: int


class PageTurner:
    """Detects the event of the requested page; pass `on_packet` to the pool."""

    def __init__(self) -> None:
        """Start without a page."""
        self._wanted = 0
        self._number = 0

    def on_packet(self, _tablet: SimulatedTablet, packet: Packet) -> None:
        """Record the number of the event that shows the requested page.

        Only the first tablet's frame is parsed, which is enough.
        """
        if (
            packet.event == "fact"
            and not self._number
            and packet.body.get("page") == self._wanted
        ):
            self._number = packet.body["n"]

    def turn(
        self, pool: TabletPool, request: bytes, page: int, seconds: float
    ) -> PageTurn:
        """Send the chair's request; return when all have the page, or at the timeout.

        "All" are the tablets connected now or meanwhile.
        """
        self._wanted, self._number = page, 0
        reached = pool.loop.deliveries.reached
        present, gone = len(pool.tablets), pool.gone
        exchange = HttpExchange(pool.loop, pool.address, request)

        def have_all() -> bool:
            # The count is a cheap test after each batch; it is inexact while tablets
            # connect and disconnect, so the tablets are checked too.
            counted = reached[self._number] + pool.gone - gone
            return exchange.done and counted >= present and not self._missing(pool)

        pool.loop.run(have_all, seconds)
        return PageTurn(self._number, exchange.began, exchange, self._missing(pool))

    def _missing(self, pool: TabletPool) -> int:
        number = self._number or sys.maxsize
        return sum(tablet.newest() < number for tablet in pool.tablets)

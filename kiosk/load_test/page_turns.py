"""Turning a page and waiting until every tablet has it."""

import sys
from dataclasses import dataclass

from kiosk.client.packets import Packet
from kiosk.load_test.http_exchange import HttpExchange
from kiosk.load_test.tablet import SimulatedTablet
from kiosk.load_test.tablet_pool import TabletPool


@dataclass(frozen=True)
class PageTurn:
    """One page turned: its event's number (0: never on_data) and the chair's request."""

    number: int
    asked: float
    exchange: HttpExchange
    # Tablets connected at the end that have not had it.
    missing: int


class PageTurner:
    """Listens for the page that was asked for; give `on_packet` to the pool."""

    def __init__(self) -> None:
        """Wait for nothing yet."""
        self._wanted = 0
        self._number = 0

    def on_packet(self, _tablet: SimulatedTablet, packet: Packet) -> None:
        """Note the number of the event that shows the page asked for.

        Only the first tablet's is parsed, which is enough.
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
        """Send the chair's request; return when all have the page, or time is over.

        "All" are those connected now, and whoever comes in meanwhile.
        """
        self._wanted, self._number = page, 0
        reached = pool.loop.deliveries.reached
        present, gone = len(pool.tablets), pool.gone
        exchange = HttpExchange(pool.loop, pool.address, request)

        def have_all() -> bool:
            # The count is cheap and looked at after each batch; it may deceive when
            # tablets come and go, so the tablets have the last word.
            counted = reached[self._number] + pool.gone - gone
            return exchange.done and counted >= present and not self._missing(pool)

        pool.loop.run(have_all, seconds)
        return PageTurn(self._number, exchange.began, exchange, self._missing(pool))

    def _missing(self, pool: TabletPool) -> int:
        number = self._number or sys.maxsize
        return sum(tablet.newest() < number for tablet in pool.tablets)

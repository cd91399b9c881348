"""Turning a page and waiting until every tablet has it."""

import sys
from dataclasses import dataclass

from kiosk.client.packets import Packet
from kiosk.rehearsal.crowd import Crowd
from kiosk.rehearsal.exchange import Exchange
from kiosk.rehearsal.tablet import Tablet


@dataclass(frozen=True)
class Turn:
    """One page turned: its fact's number (0: never heard) and the chair's request."""

    number: int
    asked: float
    exchange: Exchange
    # Tablets connected at the end that have not had it.
    missing: int


class Turner:
    """Listens for the page that was asked for; give `hear` to the crowd."""

    def __init__(self) -> None:
        """Wait for nothing yet."""
        self._wanted = 0
        self._number = 0

    def hear(self, _tablet: Tablet, packet: Packet) -> None:
        """Note the number of the fact that shows the page asked for.

        Only the first tablet's is parsed, which is enough.
        """
        if (
            packet.event == "fact"
            and not self._number
            and packet.body.get("page") == self._wanted
        ):
            self._number = packet.body["n"]

    def turn(self, crowd: Crowd, request: bytes, page: int, seconds: float) -> Turn:
        """Send the chair's request; return when all have the page, or time is over.

        "All" are those connected now, and whoever comes in meanwhile.
        """
        self._wanted, self._number = page, 0
        reached = crowd.loop.ledger.reached
        present, gone = len(crowd.tablets), crowd.gone
        exchange = Exchange(crowd.loop, crowd.address, request)

        def have_all() -> bool:
            # The count is cheap and looked at after each batch; it may deceive when
            # tablets come and go, so the tablets have the last word.
            counted = reached[self._number] + crowd.gone - gone
            return exchange.done and counted >= present and not self._missing(crowd)

        crowd.loop.run(have_all, seconds)
        return Turn(self._number, exchange.began, exchange, self._missing(crowd))

    def _missing(self, crowd: Crowd) -> int:
        number = self._number or sys.maxsize
        return sum(tablet.newest() < number for tablet in crowd.tablets)

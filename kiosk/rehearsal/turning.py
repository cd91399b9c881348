"""Turning a page and waiting until every tablet has it."""

from dataclasses import dataclass

from kiosk.rehearsal.crowd import Crowd
from kiosk.rehearsal.exchange import Exchange
from kiosk.rehearsal.packets import Packet
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
        """Send the chair's request; return when all have the page, or time is over."""
        self._wanted, self._number = page, 0
        reached = crowd.loop.ledger.reached
        exchange = Exchange(crowd.loop, crowd.address, request)

        def have_all() -> bool:
            return exchange.done and reached[self._number] >= len(crowd.tablets)

        is_whole = crowd.loop.run(have_all, seconds)
        missing = 0 if is_whole else len(crowd.tablets) - reached[self._number]
        return Turn(self._number, exchange.began, exchange, missing)

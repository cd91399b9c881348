"""Many requests spread over some seconds, each on a connection of its own."""

import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from kiosk.load_test.event_loop import EpollLoop
from kiosk.load_test.http_exchange import HttpExchange
from kiosk.load_test.latency import latency_stats
from kiosk.load_test.sockets import Address

# Delay before a request whose connection was lost is sent again, in seconds.
RETRY_SECONDS = 0.2
# The sites' own addresses: the server limits the connections of each.
SITES = 145


def source_of(place: int) -> str:
    """Return the address of the site of the tablet at this place."""
    return f"127.0.1.{1 + place % SITES}"


@dataclass
class Burst:
    """Requests on their way, and their answers by place."""

    loop: EpollLoop
    address: Address
    requests: Sequence[bytes]
    statuses: list[int] = field(default_factory=list)
    retries: int = 0
    began: float = 0.0
    ended: float = 0.0
    _seconds: list[float] = field(default_factory=list)

    def send(self, spread_seconds: float) -> None:
        """Schedule all requests at random moments within so many seconds."""
        self.statuses = [0] * len(self.requests)
        self.began = time.monotonic()
        moments = sorted(
            random.uniform(0, spread_seconds) for _ in range(len(self.requests))
        )
        for place, moment in enumerate(moments):
            self.loop.call_later(moment, self._sender(place, self.began + moment))

    def _sender(self, place: int, wanted: float) -> Callable[[], None]:
        """Return what sends a request until it is answered.

        The time counts from the moment the person pressed, `wanted`.
        """

        def answered(exchange: HttpExchange) -> None:
            if not exchange.status:
                retry()
                return
            self.statuses[place] = exchange.status
            self.ended = exchange.ended
            self._seconds.append(exchange.ended - wanted)

        def retry() -> None:
            self.retries += 1
            self.loop.call_later(RETRY_SECONDS, begin)

        def begin() -> None:
            request, source = self.requests[place], source_of(place)
            try:
                HttpExchange(self.loop, self.address, request, answered, source)
            except OSError:
                retry()

        return begin

    def is_done(self) -> bool:
        """Tell whether every request is answered."""
        return len(self._seconds) == len(self.requests)

    @property
    def seconds(self) -> float:
        """Return the time from the first request to the last answer."""
        return self.ended - self.began

    def ms(self, share: float) -> float:
        """Return the latency that this share of the answers did not exceed, ms."""
        stats = latency_stats([(each, 1) for each in self._seconds], 0.0)
        return round({0.5: stats.p50, 0.99: stats.p99, 1.0: stats.last}[share], 1)

    def counts(self) -> dict[str, int]:
        """Return how many answers had each status."""
        return {str(status): n for status, n in Counter(self.statuses).items()}

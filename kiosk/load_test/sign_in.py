"""Sign in with badges over HTTP, many tablets at once."""

import contextlib
import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from kiosk.client.messages import json_request
from kiosk.load_test.event_loop import EpollLoop
from kiosk.load_test.http_exchange import HttpExchange
from kiosk.load_test.sockets import Address

# Sign-ins at once.
CONCURRENT_SIGN_INS = 32
# How long an interrupted load test waits for requests under way.
INTERRUPT_WAIT_SECONDS = 10.0
_OK = 200


@dataclass
class BadgeSignInResult:
    """Result of the sign-ins, in the order of the badges, and the time taken."""

    # Cookies of each badge; empty if rejected.
    cookies: list[str]
    seconds: float = 0.0
    # Refusals by HTTP status; 0: no answer.
    refused: Counter[int] = field(default_factory=Counter)

    @property
    def per_second(self) -> float:
        """Return the successful sign-ins per second."""
        came = sum(map(bool, self.cookies))
        return came / self.seconds if self.seconds else 0.0


class BadgeSignIn:
    """Signs in with badges at one server."""

    def __init__(self, loop: EpollLoop, address: Address) -> None:
        """Sign in at `address`."""
        # How many badges have been answered so far.
        self.shown = 0
        self._loop, self._address = loop, address
        self._host = f"{address[0]}:{address[1]}"

    def sign_in(self, badges: Sequence[str], seconds: float) -> BadgeSignInResult:
        """Sign in with every badge, within so many seconds in all."""
        result = BadgeSignInResult([""] * len(badges))
        waiting = deque(enumerate(badges))
        under_way = 0
        began = time.monotonic()

        def show_next() -> None:
            nonlocal under_way
            place, secret = waiting.popleft()
            under_way += 1

            def then(exchange: HttpExchange) -> None:
                nonlocal under_way
                under_way -= 1
                self.shown += 1
                if exchange.status == _OK:
                    result.cookies[place] = exchange.cookies()
                else:
                    result.refused[exchange.status] += 1
                if waiting:
                    show_next()

            body = {"secret": secret}
            request = json_request("POST", self._host, "/sign-in/badge", body)
            HttpExchange(self._loop, self._address, request, then)

        for _ in range(min(CONCURRENT_SIGN_INS, len(badges))):
            show_next()
        self._run(lambda: not under_way, waiting, seconds)
        result.seconds = time.monotonic() - began
        return result

    def _run(
        self,
        all_came: Callable[[], bool],
        waiting: deque[tuple[int, str]],
        seconds: float,
    ) -> None:
        """Run until all answers came; an interruption starts no more sign-ins.

        The server still writes rows for requests under way, and the caller removes rows
        afterwards: so an interruption waits for these answers.
        """
        try:
            self._loop.run(all_came, seconds)
        except KeyboardInterrupt:
            waiting.clear()
            deadline = time.monotonic() + INTERRUPT_WAIT_SECONDS
            while not all_came() and time.monotonic() < deadline:
                with contextlib.suppress(KeyboardInterrupt):
                    self._loop.run(all_came, deadline - time.monotonic())
            raise

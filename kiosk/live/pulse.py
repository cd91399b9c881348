"""The pings of all connections, from one green thread instead of one for each."""

import time
from collections import deque
from collections.abc import Callable
from typing import NoReturn

from kiosk.live.live_socket import LiveSocket

# How often those are looked for whose turn has come, in seconds.
BEAT_SECONDS = 0.1


class Pulse:
    """Who is to be pinged when, and whose answer is overdue."""

    def __init__(
        self,
        interval: float,
        timeout: float,
        sleep: Callable[[float], None],
        give_way: Callable[[], None],
    ) -> None:
        """Ping every `interval` seconds; whoever is silent for `timeout` is gone."""
        self._interval, self._timeout = interval, timeout
        self._sleep, self._give_way = sleep, give_way
        # Both grow at the end only, by equal times, so they are sorted by themselves.
        self._due: deque[tuple[float, LiveSocket]] = deque()
        self._awaited: deque[tuple[float, LiveSocket]] = deque()

    def add(self, live_socket: LiveSocket) -> None:
        """Look after a new connection."""
        self._due.append((time.monotonic() + self._interval, live_socket))

    def run(self) -> NoReturn:
        """Beat for as long as the server lives."""
        while True:
            self._sleep(min(BEAT_SECONDS, self._interval / 10))
            self.beat(time.monotonic())

    def beat(self, now: float) -> None:
        """Ping whose turn it is at `now`, and end whose answer is overdue."""
        while self._due and self._due[0][0] <= now:
            self._give_way()
            _, live_socket = self._due.popleft()
            if live_socket.closed:
                continue
            self._due.append((now + self._interval, live_socket))
            if not live_socket.is_awaited:
                live_socket.ping()
                self._awaited.append((now + self._timeout, live_socket))
        while self._awaited and self._awaited[0][0] <= now:
            self._give_way()
            deadline, live_socket = self._awaited.popleft()
            silent_since = deadline - self._timeout
            if live_socket.is_awaited and live_socket.last_heard <= silent_since:
                live_socket.line.cut()

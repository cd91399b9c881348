"""The pings of all connections, from one green thread instead of one for each."""

import time
from collections import deque
from collections.abc import Callable
from typing import NoReturn

from kiosk.live.engineio_session import EngineIoSession

# How often those are looked for whose turn has come, in seconds.
BEAT_SECONDS = 0.1


class PingScheduler:
    """Who is to be pinged when, and whose answer is overdue."""

    def __init__(
        self,
        interval: float,
        timeout: float,
        sleep: Callable[[float], None],
        yield_if_slow: Callable[[], None],
    ) -> None:
        """Ping every `interval` seconds; whoever is silent for `timeout` is gone."""
        self._interval, self._timeout = interval, timeout
        self._sleep, self._give_way = sleep, yield_if_slow
        # Both grow at the end only, by equal times, so they are sorted by themselves.
        self._due: deque[tuple[float, EngineIoSession]] = deque()
        self._awaited: deque[tuple[float, EngineIoSession]] = deque()

    def add(self, eio_session: EngineIoSession) -> None:
        """Look after a new connection."""
        self._due.append((time.monotonic() + self._interval, eio_session))

    def run(self) -> NoReturn:
        """Beat for as long as the server lives."""
        while True:
            self._sleep(min(BEAT_SECONDS, self._interval / 10))
            self.beat(time.monotonic())

    def beat(self, now: float) -> None:
        """Ping whose turn it is at `now`, and end whose answer is overdue."""
        while self._due and self._due[0][0] <= now:
            self._give_way()
            _, eio_session = self._due.popleft()
            if eio_session.closed:
                continue
            self._due.append((now + self._interval, eio_session))
            if not eio_session.is_awaited:
                eio_session.ping()
                self._awaited.append((now + self._timeout, eio_session))
        while self._awaited and self._awaited[0][0] <= now:
            self._give_way()
            deadline, eio_session = self._awaited.popleft()
            silent_since = deadline - self._timeout
            if eio_session.is_awaited and eio_session.last_heard <= silent_since:
                eio_session.websocket.cut()

"""Send the pings of all connections from one green thread."""

import time
from collections import deque
from collections.abc import Callable
from typing import NoReturn

from kiosk.live.transport.engineio_session import EngineIoSession

# Interval of the check for due pings, in seconds.
PING_CHECK_SECONDS = 0.1


class PingScheduler:
    """When each session is pinged, and when its pong is overdue."""

    def __init__(
        self,
        interval: float,
        timeout: float,
        sleep: Callable[[float], None],
        yield_if_slow: Callable[[], None],
    ) -> None:
        """Ping every `interval` seconds; abort sessions silent for `timeout` more."""
        self._interval, self._timeout = interval, timeout
        self._sleep, self._yield_if_slow = sleep, yield_if_slow
        # Both are appended in order of time, so they stay sorted.
        self._due: deque[tuple[float, EngineIoSession]] = deque()
        self._pending_pongs: deque[tuple[float, EngineIoSession]] = deque()

    def add(self, eio_session: EngineIoSession) -> None:
        """Schedule the pings of a new session."""
        self._due.append((time.monotonic() + self._interval, eio_session))

    def run(self) -> NoReturn:
        """Check for due pings, for the lifetime of the server."""
        while True:
            self._sleep(min(PING_CHECK_SECONDS, self._interval / 10))
            self.send_due_pings(time.monotonic())

    def send_due_pings(self, now: float) -> None:
        """Send the pings due at `now`, and abort sessions whose pong is overdue."""
        while self._due and self._due[0][0] <= now:
            self._yield_if_slow()
            _, eio_session = self._due.popleft()
            if eio_session.closed:
                continue
            self._due.append((now + self._interval, eio_session))
            if not eio_session.awaits_pong:
                eio_session.ping()
                self._pending_pongs.append((now + self._timeout, eio_session))
        while self._pending_pongs and self._pending_pongs[0][0] <= now:
            self._yield_if_slow()
            deadline, eio_session = self._pending_pongs.popleft()
            silent_since = deadline - self._timeout
            if eio_session.awaits_pong and eio_session.last_received <= silent_since:
                eio_session.websocket.abort()

"""One at a time, the kinds of work in turn, however many wait of another kind."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class FairQueue:
    """Lets one caller work at a time: the kinds in rotation, first come within each.

    400 delegates who choose their PINs at once make somebody who signs in by password
    wait for one hash, not for 400.
    """

    def __init__(self) -> None:
        """Start with nobody at work."""
        self._lock = threading.Lock()
        self._is_busy = False
        # Kinds with somebody waiting, in the order in which they are served.
        self._waiting: dict[str, deque[threading.Event]] = {}

    @contextmanager
    def turn(self, kind: str) -> Iterator[None]:
        """Wait for a turn, and hold it within."""
        with self._lock:
            mine = None
            if self._is_busy:
                mine = threading.Event()
                self._waiting.setdefault(kind, deque()).append(mine)
            self._is_busy = True
        try:
            if mine:
                mine.wait()
            yield
        finally:
            self._leave(kind, mine)

    def _leave(self, kind: str, mine: threading.Event | None) -> None:
        with self._lock:
            if mine and not mine.is_set():
                # Given up before the turn came.
                self._forget(kind, mine)
                return
            served = next(iter(self._waiting), None)
            if served is None:
                self._is_busy = False
                return
            queue = self._waiting.pop(served)
            queue.popleft().set()
            if queue:
                self._waiting[served] = queue

    def _forget(self, kind: str, mine: threading.Event) -> None:
        queue = self._waiting[kind]
        queue.remove(mine)
        if not queue:
            del self._waiting[kind]

"""Serialise work fairly between its kinds."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class FairQueue:
    """Admits one caller at a time: kinds in rotation, first in first out within each.

    400 delegates who set their PINs at once delay a sign-in by password by one hash,
    not by 400.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._is_busy = False
        # Kinds with waiting callers, in the order in which they are served.
        self._waiting: dict[str, deque[threading.Event]] = {}

    @contextmanager
    def turn(self, kind: str) -> Iterator[None]:
        """Wait for a turn, and hold it inside the `with` block."""
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
                # Cancelled while waiting.
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

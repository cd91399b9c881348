"""How long one paper may occupy the worker before it has pages: one limit over all.

Checking a file, converting it and inspecting what came of it are runs of their own, even
jobs of their own; a hostile file could use up the limit of each. What counts is their
own work, not how long the machine, busy with others, lets them wait for it.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kiosk.ingestion.inspector import INSPECT_SECONDS
from kiosk.ingestion.office.conversion import too_slow

# What is kept back from a conversion, for looking at what it made.
RESERVED_SECONDS = 5.0
# With the usual 50 seconds of LibreOffice: 60 in all.
INSPECTION_ALLOWANCE_SECONDS = 10.0


class TimeBudget:
    """What is remaining for each paper, in seconds. A new worker gives all of it anew."""

    def __init__(
        self, convert_seconds: int, thread_cpu_seconds: Callable[[], float]
    ) -> None:
        """Allow LibreOffice so long at most, and a little more for the rest.

        `thread_cpu_seconds` tells the seconds of work of all programs that this thread had run.
        """
        self._worked = thread_cpu_seconds
        self._convert_seconds = convert_seconds
        self._whole = convert_seconds + INSPECTION_ALLOWANCE_SECONDS
        self._used: dict[int, float] = {}
        self._lock = threading.Lock()

    def reset(self, document_id: int) -> None:
        """Give a paper all of it: it is opened anew, or is done."""
        with self._lock:
            self._used.pop(document_id, None)

    def remaining(self, document_id: int) -> float:
        """Return how long everything may still take.

        :raises Invalid: nothing is remaining.
        """
        with self._lock:
            remaining = self._whole - self._used.get(document_id, 0.0)
        if remaining <= 0:
            raise too_slow(round(self._whole))
        return remaining

    @contextmanager
    def inspecting(self, document_id: int) -> Iterator[float]:
        """Give the seconds that a look at the file may take, and count those it takes.

        :raises Invalid: nothing is remaining.
        """
        seconds = min(INSPECT_SECONDS, self.remaining(document_id))
        with self._measuring(document_id):
            yield seconds

    @contextmanager
    def converting(self, document_id: int) -> Iterator[float]:
        """Give the seconds that LibreOffice may take, and count those it takes.

        :raises Invalid: nothing is remaining.
        """
        remaining = self.remaining(document_id) - RESERVED_SECONDS
        if remaining <= 0:
            raise too_slow(round(self._whole))
        with self._measuring(document_id):
            yield min(self._convert_seconds, remaining)

    @contextmanager
    def _measuring(self, document_id: int) -> Iterator[None]:
        before = self._worked()
        try:
            yield
        finally:
            used = self._worked() - before
            with self._lock:
                self._used[document_id] = self._used.get(document_id, 0.0) + used

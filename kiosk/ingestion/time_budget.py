"""CPU time that one document may use before it has pages.

Inspection and conversion are separate runs, even separate jobs; a hostile file could
use up the limit of each. Only CPU time counts, not the time spent waiting for a busy
machine.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kiosk.ingestion.inspector import INSPECT_SECONDS
from kiosk.ingestion.office.conversion import too_slow

# Reserved from the conversion for inspecting its result.
RESERVED_SECONDS = 5.0
# With the default of 50 seconds for LibreOffice: 60 in total.
INSPECTION_ALLOWANCE_SECONDS = 10.0


class TimeBudget:
    """Remaining CPU seconds per document, kept in memory."""

    def __init__(
        self, convert_seconds: int, thread_cpu_seconds: Callable[[], float]
    ) -> None:
        """Allow `convert_seconds` for LibreOffice and an allowance for the rest.

        `thread_cpu_seconds` returns the CPU seconds of programs run by this thread.
        """
        self._worked = thread_cpu_seconds
        self._convert_seconds = convert_seconds
        self._whole = convert_seconds + INSPECTION_ALLOWANCE_SECONDS
        self._used: dict[int, float] = {}
        self._lock = threading.Lock()

    def reset(self, document_id: int) -> None:
        """Reset a document's budget: it is opened again, or done."""
        with self._lock:
            self._used.pop(document_id, None)

    def remaining(self, document_id: int) -> float:
        """Return the remaining CPU seconds.

        :raises Invalid: none are left.
        """
        with self._lock:
            remaining = self._whole - self._used.get(document_id, 0.0)
        if remaining <= 0:
            raise too_slow(round(self._whole))
        return remaining

    @contextmanager
    def inspecting(self, document_id: int) -> Iterator[float]:
        """Give the seconds allowed for an inspection, and record those used.

        :raises Invalid: none are left.
        """
        seconds = min(INSPECT_SECONDS, self.remaining(document_id))
        with self._measuring(document_id):
            yield seconds

    @contextmanager
    def converting(self, document_id: int) -> Iterator[float]:
        """Give the seconds allowed for a conversion, and record those used.

        :raises Invalid: none are left.
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

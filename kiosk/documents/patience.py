"""How long one paper may occupy the worker before it has pages: one limit over all.

Checking a file, converting it and checking what came of it are runs of their own, even
jobs of their own; a hostile file could use up the limit of each. What counts is their
own work, not how long the machine, busy with others, lets them wait for it.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kiosk.documents.convert import too_slow
from kiosk.documents.inspecting import CHECK_SECONDS

# What is kept back from a conversion, for looking at what it made.
RESERVE_SECONDS = 5.0
# With the usual 50 seconds of LibreOffice: 60 in all.
CHECKING_SECONDS = 10.0


class Patience:
    """What is left for each paper, in seconds. A new worker gives all of it anew."""

    def __init__(self, convert_seconds: int, worked: Callable[[], float]) -> None:
        """Allow LibreOffice so long at most, and a little more for the rest.

        `worked` tells the seconds of work of all programs that this thread had run.
        """
        self._worked = worked
        self._convert_seconds = convert_seconds
        self._whole = convert_seconds + CHECKING_SECONDS
        self._used: dict[int, float] = {}
        self._lock = threading.Lock()

    def renew(self, document_id: int) -> None:
        """Give a paper all of it: it is opened anew, or is done."""
        with self._lock:
            self._used.pop(document_id, None)

    def left(self, document_id: int) -> float:
        """Return how long everything may still take.

        :raises Invalid: nothing is left.
        """
        with self._lock:
            left = self._whole - self._used.get(document_id, 0.0)
        if left <= 0:
            raise too_slow(round(self._whole))
        return left

    @contextmanager
    def checking(self, document_id: int) -> Iterator[float]:
        """Give the seconds that a look at the file may take, and count those it takes.

        :raises Invalid: nothing is left.
        """
        seconds = min(CHECK_SECONDS, self.left(document_id))
        with self._counting(document_id):
            yield seconds

    @contextmanager
    def converting(self, document_id: int) -> Iterator[float]:
        """Give the seconds that LibreOffice may take, and count those it takes.

        :raises Invalid: nothing is left.
        """
        left = self.left(document_id) - RESERVE_SECONDS
        if left <= 0:
            raise too_slow(round(self._whole))
        with self._counting(document_id):
            yield min(self._convert_seconds, left)

    @contextmanager
    def _counting(self, document_id: int) -> Iterator[None]:
        before = self._worked()
        try:
            yield
        finally:
            used = self._worked() - before
            with self._lock:
                self._used[document_id] = self._used.get(document_id, 0.0) + used

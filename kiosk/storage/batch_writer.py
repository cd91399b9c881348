"""Write what arrives together in one transaction.

Thousands answer within seconds. A transaction each would take longer than that; the
disk forces one commit for many as quickly as for one. The first of a batch waits a
moment for others, writes them all, and only then each is answered. There is no thread
of its own: whoever comes first writes for all.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from sqlalchemy.exc import SQLAlchemyError

from kiosk.errors import KioskError

log = logging.getLogger(__name__)

# How long the first of a batch waits for others.
GATHER_SECONDS = 0.02

Item = TypeVar("Item")
Kept = TypeVar("Kept")


@dataclass
class _Batch(Generic[Item, Kept]):
    """What is written together."""

    items: list[Item] = field(default_factory=list)
    # What became of each; empty until the commit.
    kept: Sequence[Kept] = ()
    is_over: threading.Event = field(default_factory=threading.Event)


class BatchWriter(Generic[Item, Kept]):
    """Writes the items of one server process in batches."""

    def __init__(
        self,
        write: Callable[[Sequence[Item]], Sequence[Kept]],
        most: Callable[[], int],
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        """Write batches of `most()` at most by `write`, which commits.

        `write` returns what became of each item, in their order.
        """
        self._commit, self._most, self._sleep = write, most, sleep
        self._gathering: _Batch[Item, Kept] = _Batch()
        self._gathering_lock = threading.Lock()
        # While one batch is committed the next one gathers items.
        self._writing_lock = threading.Lock()

    def keep(self, item: Item) -> Kept | None:
        """Return what became of the item, after its commit; None: nothing changed."""
        batch, place = self._join(item)
        if place > 0:
            batch.is_over.wait()
        else:
            try:
                self._sleep(GATHER_SECONDS)
                with self._writing_lock:
                    self._close(batch)
                    self._write(batch)
            finally:
                # Everybody is answered, also after an error that nobody expects.
                self._close(batch)
                batch.is_over.set()
        return batch.kept[place] if batch.kept else None

    def _join(self, item: Item) -> tuple[_Batch[Item, Kept], int]:
        with self._gathering_lock:
            batch = self._gathering
            batch.items.append(item)
            if len(batch.items) >= self._most():
                self._gathering = _Batch()
            return batch, len(batch.items) - 1

    def _close(self, batch: _Batch[Item, Kept]) -> None:
        """Let nothing more join."""
        with self._gathering_lock:
            if self._gathering is batch:
                self._gathering = _Batch()

    def _write(self, batch: _Batch[Item, Kept]) -> None:
        try:
            kept = self._commit(batch.items)
        except (KioskError, SQLAlchemyError) as error:
            # Each is answered, or tried again on its own.
            log.warning("a batch of %d: %s", len(batch.items), error)
        else:
            batch.kept = kept

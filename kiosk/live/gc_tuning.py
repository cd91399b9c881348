"""Tune Python's cyclic garbage collector for many connections.

With ten thousand connections there are a million objects, and a full collection holds
the event loop for a quarter of a second. Connections leave no cycles, so only young
objects are collected as usual; the old ones while nobody is connected, or once a day.
"""

import gc
import logging
import time
from collections.abc import Callable
from typing import NoReturn

log = logging.getLogger(__name__)

# Young objects before a collection. Survivors count as old at once: the middle
# generation would grow with every connecting tablet.
YOUNG_THRESHOLD, UNREACHABLE_THRESHOLD = 10_000, 1_000_000_000
GC_CHECK_SECONDS = 60.0
# Maximum time between two full collections, in seconds, even with connections.
MAX_INTERVAL_SECONDS = 24 * 3600.0


def freeze_startup_objects() -> None:
    """Exclude all present objects from collection, and disable that of old ones."""
    gc.enable()
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_THRESHOLD, UNREACHABLE_THRESHOLD, UNREACHABLE_THRESHOLD)


def collect_when_idle(
    sleep: Callable[[float], None], is_quiet: Callable[[], bool]
) -> NoReturn:
    """Run a full collection while `is_quiet`, for the lifetime of the server."""
    collected_at = time.monotonic()
    while True:
        sleep(GC_CHECK_SECONDS)
        if is_quiet() or time.monotonic() - collected_at > MAX_INTERVAL_SECONDS:
            found = gc.collect()
            log.debug("searched for garbage, found %d objects", found)
            collected_at = time.monotonic()

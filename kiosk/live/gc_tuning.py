"""Python's search for cyclic garbage, kept out of the meeting's way.

With ten thousand connections there are a million objects to look through, and a
full search holds the loop for a quarter of a second. Connections leave no cycles
behind, so only what is new is searched as ever, and the old while nobody is
connected, or after a whole day.
"""

import gc
import logging
import time
from collections.abc import Callable
from typing import NoReturn

log = logging.getLogger(__name__)

# New objects before they are searched. What survives that is old: Python's own
# middle generation would grow with every tablet that comes in.
NEW, NEVER = 10_000, 1_000_000_000
LOOK_SECONDS = 60.0
# With somebody connected, the old are searched at this age all the same.
OLDEST_SECONDS = 24 * 3600.0


def freeze_startup_objects() -> None:
    """Set aside what the program itself is made of, and search the old no more."""
    gc.enable()
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW, NEVER, NEVER)


def collect_when_idle(
    sleep: Callable[[float], None], is_quiet: Callable[[], bool]
) -> NoReturn:
    """Search the old for garbage in quiet moments, as long as the server lives."""
    swept = time.monotonic()
    while True:
        sleep(LOOK_SECONDS)
        if is_quiet() or time.monotonic() - swept > OLDEST_SECONDS:
            found = gc.collect()
            log.debug("searched for garbage, found %d objects", found)
            swept = time.monotonic()

"""Python's search for cyclic garbage, kept out of the meeting's way.

With ten thousand connections there are a million objects to look through, and a
full search holds the loop for a quarter of a second. Connections leave no cycles
behind, so the young generations are searched as ever and the old one only while
nobody is connected, or once so much has gathered that memory would suffer.
"""

import gc
import logging
import time
from collections.abc import Callable
from typing import NoReturn

log = logging.getLogger(__name__)

# New objects before the youngest are searched; and how many such searches before
# the middle ones are. The old ones are never searched by Python itself.
YOUNG, MIDDLE, NEVER = 10_000, 20, 1_000_000_000
LOOK_SECONDS = 60.0
# With somebody connected, the old are searched at this age all the same.
OLDEST_SECONDS = 6 * 3600.0


def settle() -> None:
    """Set aside what the program itself is made of, and search the old no more."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, NEVER)


def sweep(sleep: Callable[[float], None], is_quiet: Callable[[], bool]) -> NoReturn:
    """Search the old for garbage in quiet moments, as long as the server lives."""
    swept = time.monotonic()
    while True:
        sleep(LOOK_SECONDS)
        if is_quiet() or time.monotonic() - swept > OLDEST_SECONDS:
            found = gc.collect()
            log.debug("searched for garbage, found %d objects", found)
            swept = time.monotonic()

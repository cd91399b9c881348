"""Waiting for a condition, with a generous upper bound."""

import time
from collections.abc import Callable

TIMEOUT_SECONDS = 10.0


def wait_until(is_true: Callable[[], bool], seconds: float = TIMEOUT_SECONDS) -> bool:
    """Wait until a condition holds; tell whether it did within so many seconds."""
    deadline = time.monotonic() + seconds
    while not is_true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True

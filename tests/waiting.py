"""Wait for conditions in tests."""

import time
from collections.abc import Callable

# Generous: a loaded machine must not fail a test.
TIMEOUT_SECONDS = 120.0
PAUSE_SECONDS = 0.005


def wait_until(is_true: Callable[[], object], seconds: float = TIMEOUT_SECONDS) -> bool:
    """Wait until the condition holds, `seconds` at most; return whether it does."""
    deadline = time.monotonic() + seconds
    while not (holds := is_true()) and time.monotonic() < deadline:
        time.sleep(PAUSE_SECONDS)
    return bool(holds)

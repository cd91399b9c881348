"""Wait for conditions in tests."""

import os
import time
from collections.abc import Callable

# Generous: a loaded machine must not fail a test. `make mutants` shortens it: many a
# mutant makes a test wait for what never comes.
TIMEOUT_VARIABLE = "TEST_TIMEOUT_SECONDS"
TIMEOUT_SECONDS = float(os.environ.get(TIMEOUT_VARIABLE, "120"))
PAUSE_SECONDS = 0.005


def wait_until(is_true: Callable[[], object], seconds: float = TIMEOUT_SECONDS) -> bool:
    """Wait until the condition holds, `seconds` at most; return whether it does."""
    deadline = time.monotonic() + seconds
    while not (holds := is_true()) and time.monotonic() < deadline:
        time.sleep(PAUSE_SECONDS)
    return bool(holds)

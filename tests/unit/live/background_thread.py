"""What runs beside a test in a thread, and ends with it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from kiosk.live.broadcast import Broadcaster
from tests.waiting import TIMEOUT_SECONDS


@contextmanager
def running(broadcast: Broadcaster) -> Iterator[None]:
    """Let a broadcast run; left alone it would disturb the tests that follow."""
    thread = threading.Thread(target=broadcast.run, daemon=True)
    thread.start()
    try:
        yield
    finally:
        broadcast.stop()
        thread.join(TIMEOUT_SECONDS)

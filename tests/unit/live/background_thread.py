"""Run a broadcaster in a thread during a test."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from kiosk.live.broadcast import Broadcaster
from tests.waiting import TIMEOUT_SECONDS


@contextmanager
def running(broadcast: Broadcaster) -> Iterator[None]:
    """Let a broadcaster run inside the block."""
    thread = threading.Thread(target=broadcast.run, daemon=True)
    thread.start()
    try:
        yield
    finally:
        broadcast.stop()
        thread.join(TIMEOUT_SECONDS)

"""Lock that lets only one command at a time prepare a data folder."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from kiosk.config import Config


@contextmanager
def setup_lock(config: Config) -> Iterator[None]:
    """Hold the lock; wait while another command prepares the data folder."""
    config.prepare_data_folder()
    with (config.data / "setup.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield

"""One keeper's command at a time: what fills a data folder must not run twice."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from kiosk.config import Config


@contextmanager
def setup_lock(config: Config) -> Iterator[None]:
    """Wait until no other command prepares the data folder, then be that command."""
    config.prepare_data_folder()
    with (config.data / "setup.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield

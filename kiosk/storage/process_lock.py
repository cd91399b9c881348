"""Tell whether a process holds a lock file of the data folder."""

import fcntl
from pathlib import Path


def is_locked(path: Path) -> bool:
    """Tell whether another process holds the lock of this file, which may not exist."""
    if not path.exists():
        return False
    try:
        with path.open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    return False

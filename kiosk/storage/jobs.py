"""The job queue: work for the worker process, kept on disk so that none is lost.

huey with SQLite storage; Redis may take its place. A job is a name and plain
values; who answers to the name is told to `Jobs.on`, in the worker only.
"""

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from huey import Huey, SqliteHuey

Handler = Callable[..., None]

# SQLite waits inside C, where no green thread can run: it waits briefly, and the
# longer waiting is done here.
BUSY_SECONDS = 0.05
PATIENT_SECONDS = 5.0
LOCK_WAIT_SECONDS = 8.0
LOCK_RETRY_SECONDS = 0.02


class Jobs:
    """One queue of jobs."""

    def __init__(
        self, path: Path, name: str, *, busy_seconds: float = BUSY_SECONDS
    ) -> None:
        """Open the queue `name` in the SQLite file at `path`.

        `busy_seconds` is how long SQLite itself may wait for another process.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        self.huey: Huey = SqliteHuey(
            name=name, filename=str(path), results=False, timeout=busy_seconds
        )
        self._handlers: dict[str, Handler] = {}
        self._run = self.huey.task(name="run")(self._dispatch)

    def on(self, name: str, handler: Handler) -> None:
        """Let `handler` do the jobs called `name`."""
        self._handlers[name] = handler

    def enqueue(self, name: str, *, priority: int = 0, **values: int | str) -> None:
        """Queue a job; higher `priority` goes first."""
        job = self._run.s(name, priority=priority, **values)
        deadline = time.monotonic() + LOCK_WAIT_SECONDS
        while True:
            try:
                self.huey.enqueue(job)
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > deadline:
                    raise
                time.sleep(LOCK_RETRY_SECONDS)
            else:
                return

    def _dispatch(self, name: str, **values: int | str) -> None:
        self._handlers[name](**values)

    def waiting(self) -> int:
        """Return how many jobs wait."""
        return int(self.huey.pending_count())

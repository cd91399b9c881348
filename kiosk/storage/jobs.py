"""The job queue: work for the worker process, kept on disk so that none is lost.

huey with SQLite storage; Redis may take its place. A job is a name and plain
values; who answers to the name is told to `Jobs.on`, in the worker only.
"""

from collections.abc import Callable
from pathlib import Path

from huey import Huey, SqliteHuey

Handler = Callable[..., None]


class Jobs:
    """One queue of jobs."""

    def __init__(self, path: Path, name: str) -> None:
        """Open the queue `name` in the SQLite file at `path`."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.huey: Huey = SqliteHuey(
            name=name, filename=str(path), results=False, timeout=5
        )
        self._handlers: dict[str, Handler] = {}
        self._run = self.huey.task(name="run")(self._dispatch)

    def on(self, name: str, handler: Handler) -> None:
        """Let `handler` do the jobs called `name`."""
        self._handlers[name] = handler

    def enqueue(self, name: str, *, priority: int = 0, **values: int | str) -> None:
        """Queue a job; higher `priority` goes first."""
        self.huey.enqueue(self._run.s(name, priority=priority, **values))

    def _dispatch(self, name: str, **values: int | str) -> None:
        self._handlers[name](**values)

    def waiting(self) -> int:
        """Return how many jobs wait."""
        return int(self.huey.pending_count())

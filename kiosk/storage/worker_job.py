"""Define the base class of the subjects' jobs in the worker."""

import threading

from kiosk.processes.sandbox import Sandbox
from kiosk.storage.store import Store


class WorkerJob:
    """Jobs of one subject; made with the worker's store and sandbox."""

    def __init__(self, store: Store, _sandbox: Sandbox | None = None) -> None:
        """Work in `store`."""
        self._store = store

    def install(self) -> None:
        """Register the job handlers."""

    def start(self, stop: threading.Event) -> None:
        """Do what is due once, before the first job; `stop` is set at the end.

        May raise KioskError or a database error, which is logged.
        """

    def resume(self) -> None:
        """Queue unfinished work.

        Called at the start until it succeeds, and once a minute while all queues are
        empty. May raise KioskError or RedisError.
        """

    def sweep(self) -> None:
        """Remove what has expired; called once a minute, handles its own errors."""

"""Supervise the child processes of `run` and `serve`."""

import logging
import signal
import time
from types import FrameType

from kiosk.cli.exit_status import REFUSED_STATUS
from kiosk.cli.managed_process import ManagedProcess

log = logging.getLogger("kiosk.run")

# Polling interval, in seconds.
CHILD_POLL_SECONDS = 0.1
# Children are killed after this time, so that a stop takes less than 5 s.
STOP_TIMEOUT_SECONDS = 4.0


class StopRequested(Exception):  # noqa: N818 not an error
    """All processes shall stop, with this exit status."""

    def __init__(self, status: int) -> None:
        """Store the exit status."""
        super().__init__(status)
        self.status = status


class ProcessSupervisor:
    """Child processes and the stop request."""

    def __init__(self, stop_timeout_seconds: float = STOP_TIMEOUT_SECONDS) -> None:
        """Start without children; on stop, wait this long for them."""
        self._stop_timeout_seconds = stop_timeout_seconds
        self._children: list[ManagedProcess] = []
        self._due: dict[ManagedProcess, float] = {}
        self._stop_asked = False

    def install_signal_handlers(self) -> None:
        """Treat SIGINT, SIGTERM and SIGHUP as stop requests."""
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, self._ask_to_stop)

    def _ask_to_stop(self, _signal: int, _frame: FrameType | None) -> None:
        self._stop_asked = True

    def supervise(self, child: ManagedProcess) -> None:
        """Start `child` and keep it running."""
        self._children.append(child)
        child.start()

    def run_to_completion(self, child: ManagedProcess) -> None:
        """Run `child` to its end, supervising the others.

        :raises StopRequested: it failed, or a stop was requested.
        """
        child.start()
        try:
            while child.status() is None:
                self.poll()
        finally:
            child.kill()
        if child.status():
            raise StopRequested(1)

    def poll(self) -> None:
        """Wait a moment and restart ended children.

        :raises StopRequested: a stop was requested, or a child cannot start.
        """
        time.sleep(CHILD_POLL_SECONDS)
        if self._stop_asked:
            raise StopRequested(0)
        for child in self._children:
            status = child.status()
            if status is None:
                continue
            if status == REFUSED_STATUS:
                raise StopRequested(REFUSED_STATUS)
            self._restart_when_due(child, status)

    def _restart_when_due(self, child: ManagedProcess, status: int) -> None:
        now = time.monotonic()
        if child not in self._due:
            delay = child.delay_before_restart()
            self._due[child] = now + delay
            log.error("%s ended (%s); again in %.1f s", child.label, status, delay)
        elif now >= self._due[child]:
            del self._due[child]
            child.kill()
            child.start()
            log.warning("%s started again (process %s)", child.label, child.pid)

    def stop(self) -> None:
        """Stop all children; kill those that do not end in time."""
        for child in self._children:
            child.ask_to_stop()
        deadline = time.monotonic() + self._stop_timeout_seconds
        while time.monotonic() < deadline and any(
            child.pid and child.status() is None for child in self._children
        ):
            time.sleep(CHILD_POLL_SECONDS / 2)
        for child in self._children:
            child.kill()

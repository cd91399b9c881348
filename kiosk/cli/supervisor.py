"""Keeping the children of `run` and `serve` alive, and ending them all in time."""

import logging
import signal
import time
from types import FrameType

from kiosk.cli.managed_process import ManagedProcess

log = logging.getLogger("kiosk.run")

# How often the children are looked at, in seconds.
CHILD_POLL_SECONDS = 0.1
# Whoever has not stopped by then is killed; the whole stop takes less than 5 s.
STOP_TIMEOUT_SECONDS = 4.0
# A child that ends so refuses to start and has said why: starting it again is vain.
REFUSAL_STATUS = 2


class StopRequested(Exception):  # noqa: N818 not an error
    """The keeper wants everything to stop, with this exit status."""

    def __init__(self, status: int) -> None:
        """Keep the exit status of `run`."""
        super().__init__(status)
        self.status = status


class ProcessSupervisor:
    """The children and the wish to stop."""

    def __init__(self, stop_timeout_seconds: float = STOP_TIMEOUT_SECONDS) -> None:
        """Begin with no child; in the end wait so long for those there are."""
        self._stop_timeout_seconds = stop_timeout_seconds
        self._children: list[ManagedProcess] = []
        self._due: dict[ManagedProcess, float] = {}
        self._stop_asked = False

    def install_signal_handlers(self) -> None:
        """Take SIGINT and SIGTERM as the wish to stop."""
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, self._ask_to_stop)

    def _ask_to_stop(self, _signal: int, _frame: FrameType | None) -> None:
        self._stop_asked = True

    def supervise(self, child: ManagedProcess) -> None:
        """Start `child` and keep it running from now on."""
        self._children.append(child)
        child.start()

    def run_to_completion(self, child: ManagedProcess) -> None:
        """Let `child` do its work to the end, watching over the others.

        :raises StopRequested: it failed, or the keeper wants to stop.
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
        """Wait a moment and restart who has died.

        :raises StopRequested: the keeper wants to stop, or a child refuses to start.
        """
        time.sleep(CHILD_POLL_SECONDS)
        if self._stop_asked:
            raise StopRequested(0)
        for child in self._children:
            status = child.status()
            if status is None:
                continue
            if status == REFUSAL_STATUS:
                raise StopRequested(REFUSAL_STATUS)
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
        """Ask every child to stop, wait, and kill what is left."""
        for child in self._children:
            child.ask_to_stop()
        deadline = time.monotonic() + self._stop_timeout_seconds
        while time.monotonic() < deadline and any(
            child.pid and child.status() is None for child in self._children
        ):
            time.sleep(CHILD_POLL_SECONDS / 2)
        for child in self._children:
            child.kill()

"""One child process of `run` or `serve`: started, watched, restarted, stopped."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
# A child that dies at once is started again after so many seconds, doubled each
# time up to the longest; one that has lived a while starts over with the first.
FIRST_DELAY, LONGEST_DELAY = 0.5, 30.0
STABLE_AFTER_SECONDS = 60.0


class ManagedProcess:
    """A command of ours in a process group of its own."""

    def __init__(
        self,
        label: str,
        *command: str,
        is_silent: bool = False,
        handles: Sequence[int] = (),
    ) -> None:
        """Name the child for the keeper and say which `kiosk` command it runs.

        `handles` are open files of this process that it shares.
        """
        self.label, self._command, self._handles = label, command, handles
        self._output = subprocess.DEVNULL if is_silent else None
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0
        self._delay = FIRST_DELAY

    @property
    def pid(self) -> int:
        """Return the id of its process, 0 before it is started."""
        return self._process.pid if self._process else 0

    def start(self) -> None:
        """Start it: executed afresh, never forked from a process with threads."""
        self._started = time.monotonic()
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-m", "kiosk", *self._command),
                *("--with-parent", str(os.getpid())),
            ],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=self._output,
            start_new_session=True,
            pass_fds=self._handles,
        )

    def status(self) -> int | None:
        """Return its exit status, None while it runs."""
        return self._process.poll() if self._process else None

    def delay_before_restart(self) -> float:
        """Return how many seconds to wait before it is started again."""
        if time.monotonic() - self._started > STABLE_AFTER_SECONDS:
            self._delay = FIRST_DELAY
        delay, self._delay = self._delay, min(self._delay * 2, LONGEST_DELAY)
        return delay

    def ask_to_stop(self) -> None:
        """Ask it to stop; only itself, so that it can let its helpers finish."""
        if self._process and self._process.poll() is None:
            self._process.terminate()

    def kill(self) -> None:
        """End it and whatever is left of its group."""
        if not self._process:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

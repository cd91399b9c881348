"""A child process of `run` or `serve`: started, monitored, restarted, stopped."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Delay before a restart, doubled each time up to the longest; a process that ran for
# some time starts again with the first.
FIRST_DELAY, LONGEST_DELAY = 0.5, 30.0
STABLE_AFTER_SECONDS = 60.0


class ManagedProcess:
    """A `kiosk` command in its own process group."""

    def __init__(
        self,
        label: str,
        *command: str,
        is_silent: bool = False,
        handles: Sequence[int] = (),
    ) -> None:
        """Set the label for messages and the command.

        `handles` are open files that it inherits.
        """
        self.label, self._command, self._handles = label, command, handles
        self._output = subprocess.DEVNULL if is_silent else None
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0
        self._delay = FIRST_DELAY

    @property
    def pid(self) -> int:
        """Return the process id, 0 before the start."""
        return self._process.pid if self._process else 0

    def start(self) -> None:
        """Start it with exec, never as a fork of a process with threads."""
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
        """Return the exit status, None while it runs."""
        return self._process.poll() if self._process else None

    def delay_before_restart(self) -> float:
        """Return the delay before the next restart, in seconds."""
        if time.monotonic() - self._started > STABLE_AFTER_SECONDS:
            self._delay = FIRST_DELAY
        delay, self._delay = self._delay, min(self._delay * 2, LONGEST_DELAY)
        return delay

    def ask_to_stop(self) -> None:
        """Send SIGTERM to the process only, so that it can stop its helpers."""
        if self._process and self._process.poll() is None:
            self._process.terminate()

    def kill(self) -> None:
        """Kill the process group."""
        if not self._process:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

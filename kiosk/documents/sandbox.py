"""A closed room for the programs that read strangers' files.

bubblewrap gives each run its own namespaces: no network, an empty environment,
the system read-only, and of ours only the files handed in. Limits on memory,
time, file size and processes come on top. Where bubblewrap is missing or
refused, the limits, the empty environment and the own process group remain, and
the log says so loudly.
"""

import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.documents.closed_room import can_close, room
from kiosk.documents.effort import Effort
from kiosk.documents.manners import politely

log = logging.getLogger(__name__)

# How often a running program's work is looked at.
LOOK_SECONDS = 0.3
PACKAGE = Path(__file__).parents[1]
# What the kernel does to who has used up his processor time; bubblewrap and shells say
# it in their own way.
KILLED = {-signal.SIGKILL, 128 + signal.SIGKILL}


class Stopped(Exception):  # noqa: N818
    """The worker is being told to stop; the job starts again next time."""


@dataclass(frozen=True)
class Limits:
    """What one run may use: bytes of memory, CPU seconds, bytes a file, processes."""

    memory: int = 1_500_000_000
    cpu_seconds: int = 120
    file_bytes: int = 1_000_000_000
    processes: int = 64


@dataclass(frozen=True)
class End:
    """How a run ended: what it said if all went well, and whether time ran out."""

    output: bytes | None = None
    is_late: bool = False


@dataclass(frozen=True)
class Run:
    """A command, what it may read, what it may write, and its limits."""

    command: list[str]
    readable: tuple[Path, ...] = ()
    writable: tuple[Path, ...] = ()
    limits: Limits = field(default_factory=Limits)
    environment: dict[str, str] = field(default_factory=dict)
    # Greater is politer: rendering must not slow the meeting itself down.
    nice: int = 0


def python_run(module: str, arguments: list[str], run: Run) -> Run:
    """Return `run` with `python -m module arguments` as its command."""
    command = [sys.executable, "-B", "-s", "-m", module, *arguments]
    ours = (Path(sys.base_prefix), Path(sys.prefix), PACKAGE)
    return Run(
        command=command,
        readable=(*ours, *run.readable),
        writable=run.writable,
        limits=run.limits,
        environment={"PYTHONPATH": str(PACKAGE.parent), **run.environment},
        nice=run.nice,
    )


class Sandbox:
    """Starts programs in closed rooms, and ends them all when told to."""

    def __init__(self, *, gives_way: bool = True) -> None:
        """Start with no program running.

        Programs run at the priority that each asks for, or at the normal one if they
        need not give way.
        """
        self._gives_way = gives_way
        self._running: set[subprocess.Popen[bytes]] = set()
        self._lock = threading.Lock()
        self._stopped = False
        self._closed_room: bool | None = None
        self._tally = threading.local()

    @contextmanager
    def start(self, run: Run) -> Iterator[subprocess.Popen[bytes]]:
        """Give the running program, with pipes; end it and its children at the end.

        :raises Stopped: the worker is stopping.
        """
        arguments = self._arguments(run)
        with self._lock:
            if self._stopped:
                raise Stopped
            process = subprocess.Popen(
                arguments,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={},
                cwd="/",
                start_new_session=True,
            )
            self._running.add(process)
        try:
            yield process
        finally:
            self._end(process)
            with self._lock:
                self._running.discard(process)

    def worked(self) -> float:
        """Return the seconds of work of all programs that this thread has finished."""
        return getattr(self._tally, "seconds", 0.0)

    def run(self, run: Run, *, seconds: float) -> bytes | None:
        """Return what the program said, or None if it failed or worked too long.

        :raises Stopped: the worker is stopping.
        """
        return self.finish(run, seconds=seconds).output

    def finish(self, run: Run, *, seconds: float) -> End:
        """Let a program run to its end, and return how it ended.

        The seconds are those that it works itself (`effort.py`).

        :raises Stopped: the worker is stopping.
        """
        with self.start(run) as process:
            effort = Effort(process.pid, seconds)
            try:
                output = self._hear_out(process, effort)
            finally:
                self._tally.seconds = self.worked() + effort.used
            self.check()
            if output is None:
                log.warning("%s worked more than %s s", run.command[:5], seconds)
                return End(is_late=True)
            if process.returncode != 0:
                log.warning("%s ended with %s", run.command[:5], process.returncode)
                return End(is_late=process.returncode in KILLED)
            return End(output)

    def check(self) -> None:
        """Let work go on only until the worker stops.

        :raises Stopped: the worker is stopping.
        """
        if self._stopped:
            raise Stopped

    def stop(self) -> None:
        """End every program, and start no more."""
        with self._lock:
            self._stopped = True
            for process in self._running:
                _kill_group(process)

    def _hear_out(
        self, process: subprocess.Popen[bytes], effort: Effort
    ) -> bytes | None:
        """Return all that a program says, or None if it works for too long."""
        while True:
            try:
                return process.communicate(timeout=LOOK_SECONDS)[0]
            except subprocess.TimeoutExpired:
                self.check()
                if effort.is_over():
                    return None

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        if process.poll() is None:
            _kill_group(process)
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()

    def _arguments(self, run: Run) -> list[str]:
        limits = run.limits
        limited = [
            "/usr/bin/prlimit",
            f"--as={limits.memory}",
            f"--cpu={limits.cpu_seconds}",
            f"--fsize={limits.file_bytes}",
            "--core=0",
        ]
        command = [*politely(run.nice if self._gives_way else 0), *run.command]
        variables = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **run.environment}
        if self._has_closed_room():
            named = [
                word
                for name, value in variables.items()
                for word in ("--setenv", name, value)
            ]
            # Processes are counted per user: inside the room nobody else's count.
            limited.append(f"--nproc={limits.processes}")
            return [*room(run.readable, run.writable), *named, "--", *limited, *command]
        plain = [f"{name}={value}" for name, value in variables.items()]
        leash = ["/usr/bin/setpriv", "--pdeathsig", "KILL", "/usr/bin/env", "-i"]
        return [*leash, *plain, *limited, *command]

    def _has_closed_room(self) -> bool:
        if self._closed_room is None:
            self._closed_room = can_close()
            if not self._closed_room:
                log.warning(
                    "bubblewrap is missing or may not make namespaces: documents are"
                    " converted WITHOUT a closed room, with limits only. Install the"
                    " package bubblewrap and allow user namespaces."
                )
        return self._closed_room


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)

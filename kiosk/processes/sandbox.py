"""Sandbox for programs that read untrusted files.

bubblewrap gives each run its own namespaces: no network, an empty environment, a
read-only system, and only the files passed in. Resource limits on memory, CPU time,
file size and processes apply in addition. Where bubblewrap is missing or refused, the
limits, the empty environment and the process group remain, and a warning is logged.
"""

import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from kiosk.processes.bubblewrap import bubblewrap_arguments, can_isolate
from kiosk.processes.cpu_budget import CpuBudget
from kiosk.processes.priority import low_priority_prefix

log = logging.getLogger(__name__)

# Interval at which the CPU time of a running program is checked.
CPU_POLL_SECONDS = 0.3
PACKAGE = Path(__file__).parents[1]
# Exit statuses after the kernel killed a program at its CPU limit, directly or below
# bubblewrap or a shell.
KILLED_STATUSES = {-signal.SIGKILL, 128 + signal.SIGKILL}


class WorkerStopping(Exception):  # noqa: N818
    """The worker is stopping; the job starts again at the next start."""


@dataclass(frozen=True)
class ResourceLimits:
    """Limits of one run: bytes of memory, CPU seconds, bytes per file, processes."""

    memory: int = 1_500_000_000
    cpu_seconds: int = 120
    file_bytes: int = 1_000_000_000
    processes: int = 64


@dataclass(frozen=True)
class SandboxResult:
    """Result of a run: standard output on success, and whether time ran out."""

    output: bytes | None = None
    timed_out: bool = False


@dataclass(frozen=True)
class SandboxCommand:
    """A command with the files it may read and write, and its limits."""

    command: list[str]
    readable: tuple[Path, ...] = ()
    writable: tuple[Path, ...] = ()
    limits: ResourceLimits = field(default_factory=ResourceLimits)
    environment: dict[str, str] = field(default_factory=dict)
    # Higher is lower priority: rendering must not slow down the meeting.
    nice: int = 0


def python_command(
    module: str, arguments: list[str], run: SandboxCommand
) -> SandboxCommand:
    """Return `run` with `python -m module arguments` as its command."""
    command = [sys.executable, "-B", "-s", "-m", module, *arguments]
    ours = (Path(sys.base_prefix), Path(sys.prefix), PACKAGE)
    return replace(
        run,
        command=command,
        readable=(*ours, *run.readable),
        environment={"PYTHONPATH": str(PACKAGE.parent), **run.environment},
    )


class Sandbox:
    """Starts sandboxed programs, and ends all of them on `stop`."""

    def __init__(self, *, lower_priority: bool = True) -> None:
        """Run programs at the nice value of their command, or all at 0."""
        self._gives_way = lower_priority
        self._running: set[subprocess.Popen[bytes]] = set()
        self._lock = threading.Lock()
        self._stopped = False
        self._isolates: bool | None = None
        self._tally = threading.local()

    @contextmanager
    def start(self, run: SandboxCommand) -> Iterator[subprocess.Popen[bytes]]:
        """Start a program with pipes; end it and its children on exit.

        :raises WorkerStopping: the worker is stopping.
        """
        arguments = self._arguments(run)
        with self._lock:
            if self._stopped:
                raise WorkerStopping
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

    def thread_cpu_seconds(self) -> float:
        """Return the CPU seconds of all programs that this thread has run."""
        return getattr(self._tally, "seconds", 0.0)

    def run(self, run: SandboxCommand, *, seconds: float) -> bytes | None:
        """Return the program's output, or None if it failed or used too much CPU time.

        :raises WorkerStopping: the worker is stopping.
        """
        return self.execute(run, seconds=seconds).output

    def execute(self, run: SandboxCommand, *, seconds: float) -> SandboxResult:
        """Run a program to its end and return its result.

        `seconds` limits its CPU time (`cpu_budget.py`).

        :raises WorkerStopping: the worker is stopping.
        """
        with self.start(run) as process:
            budget = CpuBudget(process.pid, seconds)
            try:
                output = self._communicate(process, budget)
            finally:
                self._tally.seconds = self.thread_cpu_seconds() + budget.used
            self.raise_if_stopping()
            if output is None:
                log.warning("%s used more CPU time than %s s", run.command[:5], seconds)
                return SandboxResult(timed_out=True)
            if process.returncode != 0:
                log.warning("%s ended with %s", run.command[:5], process.returncode)
                return SandboxResult(timed_out=process.returncode in KILLED_STATUSES)
            return SandboxResult(output)

    def raise_if_stopping(self) -> None:
        """Check that the worker is not stopping.

        :raises WorkerStopping: it is.
        """
        if self._stopped:
            raise WorkerStopping

    def stop(self) -> None:
        """End every program, and start no more."""
        with self._lock:
            self._stopped = True
            for process in self._running:
                _kill_group(process)

    def _communicate(
        self, process: subprocess.Popen[bytes], budget: CpuBudget
    ) -> bytes | None:
        """Return the program's output, or None when its CPU budget is exhausted."""
        while True:
            try:
                return process.communicate(timeout=CPU_POLL_SECONDS)[0]
            except subprocess.TimeoutExpired:
                self.raise_if_stopping()
                if budget.is_exhausted():
                    return None

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        if process.poll() is None:
            _kill_group(process)
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()

    def _arguments(self, run: SandboxCommand) -> list[str]:
        limits = run.limits
        limited = [
            "/usr/bin/prlimit",
            f"--as={limits.memory}",
            f"--cpu={limits.cpu_seconds}",
            f"--fsize={limits.file_bytes}",
            "--core=0",
        ]
        command = [
            *low_priority_prefix(run.nice if self._gives_way else 0),
            *run.command,
        ]
        variables = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **run.environment}
        if self._is_isolated():
            named = [
                word
                for name, value in variables.items()
                for word in ("--setenv", name, value)
            ]
            # RLIMIT_NPROC counts per user: only inside a user namespace is the count
            # our own.
            limited.append(f"--nproc={limits.processes}")
            return [
                *bubblewrap_arguments(run.readable, run.writable),
                *named,
                "--",
                *limited,
                *command,
            ]
        plain = [f"{name}={value}" for name, value in variables.items()]
        death_signal = ["/usr/bin/setpriv", "--pdeathsig", "KILL", "/usr/bin/env", "-i"]
        return [*death_signal, *plain, *limited, *command]

    def _is_isolated(self) -> bool:
        if self._isolates is None:
            self._isolates = can_isolate()
            if not self._isolates:
                log.warning(
                    "bubblewrap is missing or may not make namespaces: documents are"
                    " converted WITHOUT a closed room, with limits only. Install the"
                    " package bubblewrap and allow user namespaces."
                )
        return self._isolates


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)

"""A sandbox that caches: each piece of work is done by a real child once per run.

Tests render the same pages again and again, each to check something else. The first
time a real program does the work in the real sandbox; later its output and files are
reused. Tests of limits, crashes and timeouts use a plain `Sandbox`.
"""

import hashlib
import io
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import cast

from kiosk.processes.sandbox import (
    Sandbox,
    SandboxCommand,
    SandboxResult,
    WorkerStopping,
)

RENDER = "kiosk.ingestion.rendering.render_child"
# Children that make one file and report progress.
MAKERS = {
    "kiosk.notebooks.bind",
    "kiosk.printing.assemble",
    "kiosk.people.imports.read_child",
}
# LibreOffice's own profile is not needed.
UNUSED = "profile"
# Runs with a short timeout are not cached: they are meant to time out.
LEAST_SECONDS = 5
OUTPUT = "output"
FILES = "files"


class WorkCache:
    """Output and files of children, in a folder shared by all processes of the run."""

    def __init__(self, root: Path) -> None:
        """Store below `root`."""
        self._root = root

    def has(self, key: str) -> bool:
        """Tell whether this work is cached."""
        return (self._root / key).exists()

    def restore(self, key: str, out: Path) -> bytes | None:
        """Copy the cached files of this work to `out`; return its output."""
        cached = self._root / key
        try:
            output = (cached / OUTPUT).read_bytes()
        except FileNotFoundError:
            return None
        # Copies: the worker moves files out of the child's folder.
        shutil.copytree(cached / FILES, out, dirs_exist_ok=True)
        return output

    def store(self, key: str, output: bytes, out: Path, files: set[Path]) -> None:
        """Cache the output, and these files below `out`."""
        self._root.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(dir=self._root))
        (folder / FILES).mkdir()
        for name in files:
            (folder / FILES / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(out / name, folder / FILES / name)
        (folder / OUTPUT).write_bytes(output)
        # Another process may have been faster.
        with suppress(OSError):
            folder.rename(self._root / key)


class CachingSandbox(Sandbox):
    """A sandbox that starts a program only for new work."""

    def __init__(self, cache: WorkCache) -> None:
        """Use this cache."""
        super().__init__(lower_priority=False)
        self._cache = cache

    def execute(self, run: SandboxCommand, *, seconds: float) -> SandboxResult:
        """Let a program run to its end, or return its cached output."""
        # Tests that may not start programs may not use the cache either.
        self._is_isolated()
        self.raise_if_stopping()
        if seconds < LEAST_SECONDS:
            return super().execute(run, seconds=seconds)
        (out,) = run.writable
        key = key_of(run)
        if (output := self._cache.restore(key, out)) is not None:
            return SandboxResult(output)
        before = files_in(out)
        end = super().execute(run, seconds=seconds)
        if end.output is not None:
            self._cache.store(key, end.output, out, files_in(out) - before)
        return end

    @contextmanager
    def start(self, run: SandboxCommand) -> Iterator[subprocess.Popen[bytes]]:
        """Start a program, or its replacement if its work may be cached."""
        if MAKERS.intersection(run.command):
            with super().start(run) if self._is_new(run) else nullcontext() as process:
                yield cast("subprocess.Popen[bytes]", self._finish(run, process))
            return
        if RENDER not in run.command:
            with super().start(run) as process:
                yield process
            return
        self._is_isolated()
        self.raise_if_stopping()
        start = super().start
        renderer = CachingRenderer(
            self._cache, run, lambda stack: stack.enter_context(start(run))
        )
        try:
            yield cast("subprocess.Popen[bytes]", renderer)
        finally:
            renderer.end()

    def _is_new(self, run: SandboxCommand) -> bool:
        # Tests that may not start programs may not use the cache either.
        self._is_isolated()
        self.raise_if_stopping()
        return not self._cache.has(key_of(run))

    def _finish(
        self, run: SandboxCommand, process: subprocess.Popen[bytes] | None
    ) -> "CachedProcess":
        (out,) = run.writable
        key = key_of(run)
        if process is None:
            return CachedProcess(self._cache.restore(key, out) or b"", 0)
        before = files_in(out)
        output, _ = process.communicate()
        if process.returncode == 0:
            self._cache.store(key, output, out, files_in(out) - before)
        return CachedProcess(output, process.returncode)


class CachedProcess:
    """A replacement for a child that has ended."""

    stdin = None

    def __init__(self, output: bytes, status: int) -> None:
        """Return this output and exit status."""
        self.stdout, self.returncode = io.BytesIO(output), status

    def wait(self) -> int:
        """Return the exit status."""
        return self.returncode


class CachingRenderer:
    """A replacement for the rendering child: only new pages are rendered."""

    def __init__(
        self,
        cache: WorkCache,
        run: SandboxCommand,
        start_child: Callable[[ExitStack], subprocess.Popen[bytes]],
    ) -> None:
        """Answer at once; `start_child` starts the real child."""
        self._cache, self._start_child = cache, start_child
        self._key = key_of(run)
        (self._out,) = run.writable
        requests, request_pipe = os.pipe()
        answers, answer_pipe = os.pipe()
        self.stdin, self.stdout = (
            os.fdopen(request_pipe, "wb"),
            os.fdopen(answers, "rb"),
        )
        self._requests, self._answers = (
            os.fdopen(requests, "rb"),
            os.fdopen(answer_pipe, "wb", 0),
        )
        self._thread = threading.Thread(target=self._answer, daemon=True)
        self._thread.start()

    def wait(self, timeout: float) -> None:
        """Wait until all requests are answered."""
        self._thread.join(timeout)

    def end(self) -> None:
        """Clean up."""
        for pipe in (self.stdin, self.stdout):
            with suppress(BrokenPipeError):
                pipe.close()
        self._thread.join()

    def _answer(self) -> None:
        with (
            self._answers,
            self._requests,
            ExitStack() as stack,
            suppress(OSError, WorkerStopping),
        ):
            child: subprocess.Popen[bytes] | None = None
            for line in self._requests:
                key = f"{self._key}-{int(line)}"
                output = self._cache.restore(key, self._out)
                if output is None:
                    child = child or self._start_child(stack)
                    output = self._render(child, line)
                    files = {
                        path.relative_to(self._out)
                        for pattern in (f"{int(line)}-*.webp", f"{int(line)}.json")
                        for path in self._out.glob(pattern)
                    }
                    if files:
                        self._cache.store(key, output, self._out, files)
                if not output:
                    return
                self._answers.write(output)

    @staticmethod
    def _render(child: subprocess.Popen[bytes], line: bytes) -> bytes:
        assert child.stdin
        assert child.stdout
        child.stdin.write(line)
        child.stdin.flush()
        return child.stdout.readline()


def files_in(folder: Path) -> set[Path]:
    """Return the files in `folder` that are needed."""
    found = {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
    return {path for path in found if path.parts[0] != UNUSED}


def key_of(run: SandboxCommand) -> str:
    """Return the key of a run: program, arguments, and content of input files."""
    digest = hashlib.sha256()
    for word in (*run.command, *map(str, run.environment.items())):
        output = word
        for folder in run.writable:
            output = output.replace(str(folder), "out")
        path = Path(word)
        if path in run.readable and path.is_dir():
            # Its relevant parts are identified by their content elsewhere.
            output = "in"
        if path.is_absolute() and path.is_file() and path.suffix != ".py":
            is_program = os.access(path, os.X_OK)
            output = (
                word if is_program else hashlib.sha256(path.read_bytes()).hexdigest()
            )
        digest.update(output.encode() + b"\0")
    return digest.hexdigest()

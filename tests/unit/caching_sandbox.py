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
UNSEEN = "profile"
# Runs with a short timeout are not cached: they are meant to time out.
LEAST_SECONDS = 5
SAID = "said"
FILES = "files"


class Memory:
    """Output and files of children, in a folder shared by all processes of the run."""

    def __init__(self, root: Path) -> None:
        """Store below `root`."""
        self._root = root

    def knows(self, key: str) -> bool:
        """Tell whether this work is cached."""
        return (self._root / key).exists()

    def recall(self, key: str, out: Path) -> bytes | None:
        """Copy the cached files of this work to `out`; return its output."""
        kept = self._root / key
        try:
            said = (kept / SAID).read_bytes()
        except FileNotFoundError:
            return None
        # Copies: the worker moves files out of the child's folder.
        shutil.copytree(kept / FILES, out, dirs_exist_ok=True)
        return said

    def keep(self, key: str, said: bytes, out: Path, names: set[Path]) -> None:
        """Cache the output, and these files below `out`."""
        self._root.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=self._root))
        (made / FILES).mkdir()
        for name in names:
            (made / FILES / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(out / name, made / FILES / name)
        (made / SAID).write_bytes(said)
        # Another process may have been faster.
        with suppress(OSError):
            made.rename(self._root / key)


class CachingSandbox(Sandbox):
    """A sandbox that starts a program only for new work."""

    def __init__(self, memory: Memory) -> None:
        """Use the cache `memory`."""
        super().__init__(lower_priority=False)
        self._memory = memory

    def execute(self, run: SandboxCommand, *, seconds: float) -> SandboxResult:
        """Let a program run to its end, or return its cached output."""
        # Tests that may not start programs may not use the cache either.
        self._is_isolated()
        self.raise_if_stopping()
        if seconds < LEAST_SECONDS:
            return super().execute(run, seconds=seconds)
        (out,) = run.writable
        key = key_of(run)
        if (said := self._memory.recall(key, out)) is not None:
            return SandboxResult(said)
        before = files_in(out)
        end = super().execute(run, seconds=seconds)
        if end.output is not None:
            self._memory.keep(key, end.output, out, files_in(out) - before)
        return end

    @contextmanager
    def start(self, run: SandboxCommand) -> Iterator[subprocess.Popen[bytes]]:
        """Start a program, or its replacement if its work may be cached."""
        if MAKERS.intersection(run.command):
            with super().start(run) if self._is_new(run) else nullcontext() as process:
                yield cast("subprocess.Popen[bytes]", self._made(run, process))
            return
        if RENDER not in run.command:
            with super().start(run) as process:
                yield process
            return
        self._is_isolated()
        self.raise_if_stopping()
        start = super().start
        painter = Painter(
            self._memory, run, lambda stack: stack.enter_context(start(run))
        )
        try:
            yield cast("subprocess.Popen[bytes]", painter)
        finally:
            painter.end()

    def _is_new(self, run: SandboxCommand) -> bool:
        # Tests that may not start programs may not use the cache either.
        self._is_isolated()
        self.raise_if_stopping()
        return not self._memory.knows(key_of(run))

    def _made(
        self, run: SandboxCommand, process: subprocess.Popen[bytes] | None
    ) -> "Done":
        (out,) = run.writable
        key = key_of(run)
        if process is None:
            return Done(self._memory.recall(key, out) or b"", 0)
        before = files_in(out)
        said, _ = process.communicate()
        if process.returncode == 0:
            self._memory.keep(key, said, out, files_in(out) - before)
        return Done(said, process.returncode)


class Done:
    """A replacement for a child that has ended."""

    stdin = None

    def __init__(self, said: bytes, status: int) -> None:
        """Return this output and exit status."""
        self.stdout, self.returncode = io.BytesIO(said), status

    def wait(self) -> int:
        """Return the exit status."""
        return self.returncode


class Painter:
    """A replacement for the rendering child: only new pages are rendered."""

    def __init__(
        self,
        memory: Memory,
        run: SandboxCommand,
        begin: Callable[[ExitStack], subprocess.Popen[bytes]],
    ) -> None:
        """Answer at once; `begin` starts the real child."""
        self._memory, self._begin = memory, begin
        self._key = key_of(run)
        (self._out,) = run.writable
        asked, asking = os.pipe()
        hearing, saying = os.pipe()
        self.stdin, self.stdout = os.fdopen(asking, "wb"), os.fdopen(hearing, "rb")
        self._asked, self._said = os.fdopen(asked, "rb"), os.fdopen(saying, "wb", 0)
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
            self._said,
            self._asked,
            ExitStack() as stack,
            suppress(OSError, WorkerStopping),
        ):
            child: subprocess.Popen[bytes] | None = None
            for line in self._asked:
                key = f"{self._key}-{int(line)}"
                said = self._memory.recall(key, self._out)
                if said is None:
                    child = child or self._begin(stack)
                    said = self._drawn(child, line)
                    names = {
                        path.relative_to(self._out)
                        for pattern in (f"{int(line)}-*.webp", f"{int(line)}.json")
                        for path in self._out.glob(pattern)
                    }
                    if names:
                        self._memory.keep(key, said, self._out, names)
                if not said:
                    return
                self._said.write(said)

    @staticmethod
    def _drawn(child: subprocess.Popen[bytes], line: bytes) -> bytes:
        assert child.stdin
        assert child.stdout
        child.stdin.write(line)
        child.stdin.flush()
        return child.stdout.readline()


def files_in(folder: Path) -> set[Path]:
    """Return the files in `folder` that are needed."""
    found = {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
    return {path for path in found if path.parts[0] != UNSEEN}


def key_of(run: SandboxCommand) -> str:
    """Return the key of a run: program, arguments, and content of input files."""
    digest = hashlib.sha256()
    for word in (*run.command, *map(str, run.environment.items())):
        said = word
        for folder in run.writable:
            said = said.replace(str(folder), "out")
        path = Path(word)
        if path in run.readable and path.is_dir():
            # Its relevant parts are identified by their content elsewhere.
            said = "in"
        if path.is_absolute() and path.is_file() and path.suffix != ".py":
            is_program = os.access(path, os.X_OK)
            said = word if is_program else hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(said.encode() + b"\0")
    return digest.hexdigest()

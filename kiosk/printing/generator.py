"""Generate a PDF in a sandboxed process and store its progress."""

import logging
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from kiosk.printing.file_store import GeneratedFileStore
from kiosk.printing.rules import Printout, PrintState
from kiosk.processes.sandbox import (
    ResourceLimits,
    Sandbox,
    SandboxCommand,
    python_command,
)
from kiosk.storage.store import Store

log = logging.getLogger(__name__)

PDF_LIMITS = ResourceLimits(
    memory=3_000_000_000, cpu_seconds=900, file_bytes=2_000_000_000
)
PDF_TIMEOUT_SECONDS = 900.0


class _RequestWithdrawn(Exception):  # noqa: N818
    """The file is not wanted any more."""


@dataclass(frozen=True)
class PdfRequest:
    """A file to generate: record id, module of the process, plan, signature."""

    number: int
    module: str
    plan: msgspec.Struct
    signature: str


# Receives parts done and total; may raise to cancel.
ProgressCallback = Callable[[int, int], None]


class PdfGenerator:
    """Generates the files of one store."""

    def __init__(
        self, store: Store, sandbox: Sandbox, file_store: GeneratedFileStore, nice: int
    ) -> None:
        """Work below the files of `store` at the priority `nice`."""
        self._store, self._sandbox, self._nice = store, sandbox, nice
        self._file_store = file_store

    def make(self, pdf_request: PdfRequest) -> None:
        """Generate a file and store it.

        :raises WorkerStopping: the worker ends; the stored state stays unfinished.
        """
        if self._file_store.is_stopped(pdf_request.number):
            return
        running = Printout(PrintState.RUNNING, pdf_request.signature)
        self._file_store.write(pdf_request.number, running)
        try:
            last = self._bind(pdf_request, running)
        except _RequestWithdrawn:
            self._file_store.stop(pdf_request.number)
            return
        except (OSError, ValueError) as error:
            log.warning(
                "%s of %d failed: %s", pdf_request.module, pdf_request.number, error
            )
            last = msgspec.structs.replace(running, state=PrintState.FAILED)
        self._file_store.write(pdf_request.number, last)

    def _bind(self, pdf_request: PdfRequest, running: Printout) -> Printout:
        self._store.files.scratch.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._store.files.scratch) as name:
            folder = Path(name)
            said = self.make_in(folder, pdf_request, running)
            if not self._file_store.lay(
                pdf_request.number, folder / "out" / "made.pdf"
            ):
                raise _RequestWithdrawn
            return msgspec.structs.replace(said, state=PrintState.READY)

    def make_in(
        self,
        folder: Path,
        pdf_request: PdfRequest,
        running: Printout,
        on_progress: ProgressCallback | None = None,
    ) -> Printout:
        """Generate `out/made.pdf` in a folder; return the last progress.

        :raises ValueError: it could not be generated.
        """
        (folder / "plan.json").write_bytes(msgspec.json.encode(pdf_request.plan))
        (folder / "out").mkdir()
        made = folder / "out" / "made.pdf"
        files = self._store.files.root
        command = [str(files), str(folder / "plan.json"), str(made)]
        limits = SandboxCommand(
            [], (files,), (folder,), limits=PDF_LIMITS, nice=self._nice
        )
        deadline, said = time.monotonic() + PDF_TIMEOUT_SECONDS, running
        with self._sandbox.start(
            python_command(pdf_request.module, command, limits)
        ) as child:
            for line in child.stdout or ():
                done, total = (int(word) for word in line.split())
                said = msgspec.structs.replace(running, done=done, total=total)
                self._say(pdf_request.number, said)
                if on_progress is not None:
                    on_progress(done, total)
                if time.monotonic() > deadline:
                    raise ValueError("it took too long")
            self._sandbox.raise_if_stopping()
            if child.wait() != 0 or made.is_symlink() or not made.is_file():
                raise ValueError("the child that makes it has failed")
        return said

    def _say(self, number: int, said: Printout) -> None:
        if self._file_store.is_stopped(number):
            raise _RequestWithdrawn
        self._file_store.write(number, said)

"""Worker job that reads an uploaded agenda in the sandbox."""

import logging
import tempfile
from pathlib import Path

import msgspec

from kiosk.agenda_imports.read_result import AgendaFileResult
from kiosk.agenda_imports.store import (
    AgendaFileStore,
    ReadPhase,
    ReadState,
    remove_abandoned,
)
from kiosk.ingestion.child_protocol import error_of
from kiosk.processes.sandbox import (
    ResourceLimits,
    Sandbox,
    SandboxCommand,
    WorkerStopping,
    python_command,
)
from kiosk.storage.store import Store
from kiosk.storage.worker_job import WorkerJob

log = logging.getLogger(__name__)

AGENDA_FILE_JOB = "read_agenda_file"
READ_LIMITS = ResourceLimits(
    memory=1_500_000_000, cpu_seconds=30, file_bytes=100_000_000
)
READ_SECONDS = 30.0
READ_NICE = 5


class AgendaFileJob(WorkerJob):
    """Reads the tables of uploaded files."""

    def __init__(self, store: Store, sandbox: Sandbox) -> None:
        """Read in the sandbox, write below the files of `store`."""
        self._store, self._sandbox = store, sandbox

    def install(self) -> None:
        """Register the job."""
        self._store.bulk_jobs.register(AGENDA_FILE_JOB, self.run)

    def run(self, meeting_id: int, draft: str) -> None:
        """Read one file and store its tables, or why it is refused."""
        remove_abandoned(self._store.files.root)
        files = AgendaFileStore(self._store.files.root, meeting_id)
        source = files.source(draft)
        if not source.is_file():
            return
        try:
            state = self._read(source)
        except WorkerStopping:
            state = ReadState(ReadPhase.FAILED)
        except (OSError, ValueError, msgspec.MsgspecError):
            log.exception("the agenda file %s of meeting %d failed", draft, meeting_id)
            state = ReadState(ReadPhase.FAILED)
        files.write(draft, state)

    def _read(self, source: Path) -> ReadState:
        scratch = self._store.files.scratch
        scratch.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=scratch) as name:
            out = Path(name)
            made = out / "tables.json"
            run = SandboxCommand(
                [],
                readable=(source,),
                writable=(out,),
                limits=READ_LIMITS,
                nice=READ_NICE,
            )
            command = python_command(
                "kiosk.agenda_imports.read_child", [str(source), str(made)], run
            )
            done = self._sandbox.run(command, seconds=READ_SECONDS)
            if done is None or made.is_symlink() or not made.is_file():
                return ReadState(ReadPhase.FAILED)
            result = msgspec.json.decode(made.read_bytes(), type=AgendaFileResult)
        if result.refusal is not None:
            refusal = error_of(result.refusal)
            details = {key: str(value) for key, value in refusal.details.items()}
            return ReadState(
                ReadPhase.REFUSED, sentence=refusal.sentence, details=details
            )
        return ReadState(ReadPhase.READ, tables=result.tables)

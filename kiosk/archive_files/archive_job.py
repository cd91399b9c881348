"""The worker's job that makes archive files."""

import tempfile
from pathlib import Path

from kiosk.archive_files.queries import all_document_ids, archive_plan_for, meeting_of
from kiosk.archive_files.rules import ArchivePlan
from kiosk.errors import KioskError
from kiosk.printing.file_store import GeneratedFileStore
from kiosk.printing.generator import PdfGenerator, PdfRequest, ProgressCallback
from kiosk.printing.rules import Printout, PrintState
from kiosk.processes.sandbox import Sandbox, WorkerStopping
from kiosk.storage.store import Store

MAKE_ARCHIVE_JOB = "archive_paper"
ARCHIVE_FOLDER = "archives"
# The job may wait long behind OCR, and is resumed after a restart.
SILENT_SECONDS = 24 * 3600.0
CHILD_MODULE = "kiosk.archive_files.archive_child"
# Lowest priority, after OCR in the same queue.
ARCHIVE_NICE, ARCHIVE_PRIORITY = 19, -10


class ArchiveJob:
    """Makes the archive files of one data folder."""

    def __init__(self, store: Store, sandbox: Sandbox) -> None:
        """Keep archive files below the files of `store`."""
        self._store = store
        self.archives = archive_store(store)
        self._maker = PdfGenerator(store, sandbox, self.archives, ARCHIVE_NICE)

    def install(self) -> None:
        """Register the job handler."""
        self._store.text_jobs.register(MAKE_ARCHIVE_JOB, self.archive_paper)

    def resume(self) -> None:
        """Queue every unfinished archive file."""
        for document_id in self.archives.unfinished():
            enqueue(self._store, document_id)

    def archive_paper(self, document_id: int) -> None:
        """Make the archive file of a document in its present state."""
        with self._store.read_session() as session:
            self.archives.forget(all_document_ids(session))
            plan = self._plan(document_id)
        if plan is None:
            self.archives.stop(document_id)
            return
        try:
            self._maker.make(
                PdfRequest(document_id, CHILD_MODULE, plan, plan.signature)
            )
        except WorkerStopping:
            # The worker stops; the stored state says that the file is unfinished.
            return

    def _plan(self, document_id: int) -> ArchivePlan | None:
        with self._store.read_session() as session:
            meeting_id = meeting_of(session, document_id)
            if meeting_id is None:
                return None
            try:
                return archive_plan_for(session, meeting_id, document_id)
            except KioskError:
                # For example, its text is being recognised again.
                return None


def archive_store(store: Store) -> GeneratedFileStore:
    """Return the store of archive files of a data folder."""
    return GeneratedFileStore(store.files.root, ARCHIVE_FOLDER, SILENT_SECONDS)


def enqueue(store: Store, document_id: int) -> None:
    """Queue a document after all waiting OCR jobs."""
    store.text_jobs.enqueue(
        MAKE_ARCHIVE_JOB, priority=ARCHIVE_PRIORITY, document_id=document_id
    )


def make_archive_file(
    store: Store,
    sandbox: Sandbox,
    document_id: int,
    plan: ArchivePlan,
    on_progress: ProgressCallback,
) -> bytes:
    """Make and return a document's archive file outside the worker's store.

    `on_progress` is called with the progress.

    :raises ValueError: it could not be made.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        archives = GeneratedFileStore(folder / "shelf", ARCHIVE_FOLDER)
        maker = PdfGenerator(store, sandbox, archives, nice=0)
        wanted = PdfRequest(document_id, CHILD_MODULE, plan, plan.signature)
        running = Printout(PrintState.RUNNING, plan.signature)
        maker.make_in(folder, wanted, running, on_progress)
        return (folder / "out" / "made.pdf").read_bytes()

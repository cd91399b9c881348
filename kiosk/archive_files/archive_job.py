"""The worker's job: has a scanned paper made into its archive file."""

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
# It may wait a long time behind scans, and a worker that comes back goes on with it.
SILENT_SECONDS = 24 * 3600.0
CHILD_MODULE = "kiosk.archive_files.archive_child"
# Nothing is politer: as the reading of scans, and behind it in the same queue.
ARCHIVE_NICE, ARCHIVE_PRIORITY = 19, -10


class ArchiveJob:
    """Makes the archive files of one data folder."""

    def __init__(self, store: Store, sandbox: Sandbox) -> None:
        """Make them below the files of `store`."""
        self._store = store
        self.shelf = archive_store(store)
        self._maker = PdfGenerator(store, sandbox, self.shelf, ARCHIVE_NICE)

    def install(self) -> None:
        """Answer to the job."""
        self._store.text_jobs.register(MAKE_ARCHIVE_JOB, self.archive_paper)

    def resume(self) -> None:
        """Queue what was left half-made."""
        for document_id in self.shelf.unfinished():
            enqueue(self._store, document_id)

    def archive_paper(self, document_id: int) -> None:
        """Make the archive file of a paper as it is now."""
        with self._store.read_session() as session:
            self.shelf.forget(all_document_ids(session))
            plan = self._plan(document_id)
        if plan is None:
            self.shelf.stop(document_id)
            return
        try:
            self._maker.make(
                PdfRequest(document_id, CHILD_MODULE, plan, plan.signature)
            )
        except WorkerStopping:
            # The worker ends; the note on the shelf says that it is to be made.
            return

    def _plan(self, document_id: int) -> ArchivePlan | None:
        with self._store.read_session() as session:
            meeting_id = meeting_of(session, document_id)
            if meeting_id is None:
                return None
            try:
                return archive_plan_for(session, meeting_id, document_id)
            except KioskError:
                # Its text is being read once more, say.
                return None


def archive_store(store: Store) -> GeneratedFileStore:
    """Return where the archive files of a data folder lie."""
    return GeneratedFileStore(store.files.root, ARCHIVE_FOLDER, SILENT_SECONDS)


def enqueue(store: Store, document_id: int) -> None:
    """Queue a paper, behind all scans that are still to be read."""
    store.text_jobs.enqueue(
        MAKE_ARCHIVE_JOB, priority=ARCHIVE_PRIORITY, document_id=document_id
    )


def make_archive_file(
    store: Store,
    sandbox: Sandbox,
    document_id: int,
    plan: ArchivePlan,
    told: ProgressCallback,
) -> bytes:
    """Return a paper's archive file, made now, apart from the worker's shelf.

    `told` hears how many of its pages are done.

    :raises ValueError: it could not be made.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shelf = GeneratedFileStore(folder / "shelf", ARCHIVE_FOLDER)
        maker = PdfGenerator(store, sandbox, shelf, nice=0)
        wanted = PdfRequest(document_id, CHILD_MODULE, plan, plan.signature)
        running = Printout(PrintState.RUNNING, plan.signature)
        maker.make_in(folder, wanted, running, told)
        return (folder / "out" / "made.pdf").read_bytes()

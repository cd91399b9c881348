"""The worker's job: has a scanned paper made into its archive file."""

import tempfile
from pathlib import Path

from kiosk.archiving.queries import all_papers, meeting_of, plan_of
from kiosk.archiving.rules import Plan
from kiosk.documents.sandbox import Sandbox, Stopped
from kiosk.errors import KioskError
from kiosk.printing.making import Maker, Told, Wanted
from kiosk.printing.places import Shelf
from kiosk.printing.rules import Printout, PrintState
from kiosk.storage.store import Store

ARCHIVE_JOB = "archive_paper"
ARCHIVES = "archives"
# It may wait a long time behind scans, and a worker that comes back goes on with it.
SILENT_SECONDS = 24 * 3600.0
MODULE = "kiosk.archiving.make"
# Nothing is politer: as the reading of scans, and behind it in the same queue.
NICE, PRIORITY = 19, -10


class Archivist:
    """Makes the archive files of one data folder."""

    def __init__(self, store: Store, sandbox: Sandbox) -> None:
        """Make them below the files of `store`."""
        self._store = store
        self.shelf = shelf_of(store)
        self._maker = Maker(store, sandbox, self.shelf, NICE)

    def install(self) -> None:
        """Answer to the job."""
        self._store.text_jobs.on(ARCHIVE_JOB, self.archive_paper)

    def resume(self) -> None:
        """Queue what was left half-made."""
        for document_id in self.shelf.unfinished():
            enqueue(self._store, document_id)

    def archive_paper(self, document_id: int) -> None:
        """Make the archive file of a paper as it is now."""
        with self._store.reading() as session:
            self.shelf.forget(all_papers(session))
            plan = self._plan(document_id)
        if plan is None:
            self.shelf.stop(document_id)
            return
        try:
            self._maker.make(Wanted(document_id, MODULE, plan, plan.signature))
        except Stopped:
            # The worker ends; the note on the shelf says that it is to be made.
            return

    def _plan(self, document_id: int) -> Plan | None:
        with self._store.reading() as session:
            meeting_id = meeting_of(session, document_id)
            if meeting_id is None:
                return None
            try:
                return plan_of(session, meeting_id, document_id)
            except KioskError:
                # Its text is being read once more, say.
                return None


def shelf_of(store: Store) -> Shelf:
    """Return where the archive files of a data folder lie."""
    return Shelf(store.files.root, ARCHIVES, SILENT_SECONDS)


def enqueue(store: Store, document_id: int) -> None:
    """Queue a paper, behind all scans that are still to be read."""
    store.text_jobs.enqueue(ARCHIVE_JOB, priority=PRIORITY, document_id=document_id)


def make_here(
    store: Store, sandbox: Sandbox, document_id: int, plan: Plan, told: Told
) -> bytes:
    """Return a paper's archive file, made now, apart from the worker's shelf.

    `told` hears how many of its pages are done.

    :raises ValueError: it could not be made.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shelf = Shelf(folder / "shelf", ARCHIVES)
        maker = Maker(store, sandbox, shelf, nice=0)
        wanted = Wanted(document_id, MODULE, plan, plan.signature)
        running = Printout(PrintState.RUNNING, plan.signature)
        maker.make_in(folder, wanted, running, told)
        return (folder / "out" / "made.pdf").read_bytes()

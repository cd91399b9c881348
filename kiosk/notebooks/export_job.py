"""The worker's jobs: binds somebody's notes, removes what may not be there longer."""

import logging
import time

import msgspec

from kiosk.annotations.rules import NOTES_ERASED_JOB
from kiosk.errors import KioskError
from kiosk.notebooks.queries import build_notebook, notebook_snapshot, owner, stands
from kiosk.notebooks.rules import NOTEBOOK_KEPT_HOURS
from kiosk.notebooks.store import open_notebook_store, read_snapshot
from kiosk.printing.generator import PdfGenerator, PdfRequest
from kiosk.printing.rules import Printout, PrintState
from kiosk.processes.sandbox import Sandbox, WorkerStopping
from kiosk.storage.store import Store

log = logging.getLogger(__name__)

NOTEBOOK_JOB = "bind_notes"
BINDER = "kiosk.notebooks.bind"
NOTEBOOK_NICE = 10


class NotebookExporter:
    """Makes and removes the notebooks of one data folder."""

    def __init__(self, store: Store, sandbox: Sandbox) -> None:
        """Bind below the files of `store`."""
        self._store = store
        self.shelf = open_notebook_store(store.files)
        self._maker = PdfGenerator(store, sandbox, self.shelf, NOTEBOOK_NICE)

    def install(self) -> None:
        """Answer to the jobs."""
        self._store.bulk_jobs.register(NOTEBOOK_JOB, self.bind_notes)
        self._store.prompt_jobs.register(NOTES_ERASED_JOB, self.forget)

    def forget(self, member_id: int) -> None:
        """Remove a member's notebook: he has erased what it was made of."""
        self.shelf.stop(member_id)

    def bind_notes(self, member_id: int, sign_in_id: int) -> None:
        """Bind the notes of a member, for the device that he asked from."""
        try:
            with self._store.read_session() as session:
                requester = owner(session, member_id, sign_in_id)
                if requester is None:
                    self.shelf.stop(member_id)
                    return
                basis = notebook_snapshot(session, requester)
                plan = build_notebook(session, requester, basis)
            signature = msgspec.json.encode(basis).decode()
            self._maker.make(PdfRequest(member_id, BINDER, plan, signature))
        except KioskError as error:
            log.warning("the notebook of member %d failed: %s", member_id, error)
            self._fail(member_id)
        except WorkerStopping:
            # The worker ends; whoever asked may ask again.
            self._fail(member_id)

    def _fail(self, member_id: int) -> None:
        self.shelf.write(member_id, Printout(PrintState.FAILED))

    def sweep(self) -> None:
        """Remove the notebooks that are old, whose paper or owner or notes are gone."""
        oldest = time.time() - NOTEBOOK_KEPT_HOURS * 3600
        for member_id, written_at in self.shelf.known().items():
            try:
                is_wanted = written_at > oldest and self._stands(member_id)
            except KioskError:
                return  # the database is away, and is asked again
            if not is_wanted:
                self.shelf.stop(member_id)

    def _stands(self, member_id: int) -> bool:
        known = self.shelf.read(member_id)
        if known.state is PrintState.RUNNING:
            return True
        with self._store.read_session() as session:
            requester = owner(session, member_id, 0)
            return requester is not None and stands(
                session, requester, read_snapshot(known)
            )

"""Worker jobs that export notebooks and remove outdated ones."""

import logging
import time

import msgspec

from kiosk.annotations.rules import NOTES_ERASED_JOB
from kiosk.errors import KioskError
from kiosk.notebooks.queries import (
    build_notebook,
    is_allowed,
    member_actor,
    notebook_snapshot,
)
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
    """Exports and removes the notebooks of one data folder."""

    def __init__(self, store: Store, sandbox: Sandbox) -> None:
        """Export into the file store of `store`."""
        self._store = store
        self.files = open_notebook_store(store.files)
        self._maker = PdfGenerator(store, sandbox, self.files, NOTEBOOK_NICE)

    def install(self) -> None:
        """Register the jobs."""
        self._store.bulk_jobs.register(NOTEBOOK_JOB, self.bind_notes)
        self._store.prompt_jobs.register(NOTES_ERASED_JOB, self.forget)

    def forget(self, member_id: int) -> None:
        """Remove a member's notebook after the notes were erased."""
        self.files.stop(member_id)

    def bind_notes(self, member_id: int, sign_in_id: int) -> None:
        """Export the notes of a member for the requesting device."""
        try:
            with self._store.read_session() as session:
                actor = member_actor(session, member_id, sign_in_id)
                if actor is None:
                    self.files.stop(member_id)
                    return
                snapshot = notebook_snapshot(session, actor)
                plan = build_notebook(session, actor, snapshot)
            signature = msgspec.json.encode(snapshot).decode()
            self._maker.make(PdfRequest(member_id, BINDER, plan, signature))
        except KioskError as error:
            log.warning("the notebook of member %d failed: %s", member_id, error)
            self._fail(member_id)
        except WorkerStopping:
            # The worker ends; the member may start the export again.
            self._fail(member_id)

    def _fail(self, member_id: int) -> None:
        self.files.write(member_id, Printout(PrintState.FAILED))

    def sweep(self) -> None:
        """Remove notebooks that are old or no longer allowed."""
        oldest = time.time() - NOTEBOOK_KEPT_HOURS * 3600
        for member_id, written_at in self.files.known().items():
            try:
                is_wanted = written_at > oldest and self._is_allowed(member_id)
            except KioskError:
                return  # the database is unavailable; the next run continues
            if not is_wanted:
                self.files.stop(member_id)

    def _is_allowed(self, member_id: int) -> bool:
        known = self.files.read(member_id)
        if known.state is PrintState.RUNNING:
            return True
        with self._store.read_session() as session:
            actor = member_actor(session, member_id, 0)
            return actor is not None and is_allowed(
                session, actor, read_snapshot(known)
            )

"""The worker's jobs: binds somebody's notes, removes what may not be there longer."""

import logging
import time

import msgspec

from kiosk.annotations.rules import ERASED_JOB
from kiosk.documents.sandbox import Sandbox, Stopped
from kiosk.errors import KioskError
from kiosk.notebooks.places import open_shelf, read_basis
from kiosk.notebooks.queries import basis_of, notebook_of, owner, stands
from kiosk.notebooks.rules import KEPT_HOURS
from kiosk.printing.making import Maker, Wanted
from kiosk.printing.rules import Printout, PrintState
from kiosk.storage.store import Store

log = logging.getLogger(__name__)

NOTEBOOK_JOB = "bind_notes"
BINDER = "kiosk.notebooks.bind"
NICE = 10


class Clerk:
    """Makes and removes the notebooks of one data folder."""

    def __init__(self, store: Store, sandbox: Sandbox) -> None:
        """Bind below the files of `store`."""
        self._store = store
        self.shelf = open_shelf(store.files)
        self._maker = Maker(store, sandbox, self.shelf, NICE)

    def install(self) -> None:
        """Answer to the jobs."""
        self._store.bulk_jobs.on(NOTEBOOK_JOB, self.bind_notes)
        self._store.prompt_jobs.on(ERASED_JOB, self.forget)

    def forget(self, member_id: int) -> None:
        """Remove a member's notebook: he has erased what it was made of."""
        self.shelf.stop(member_id)

    def bind_notes(self, member_id: int, sign_in_id: int) -> None:
        """Bind the notes of a member, for the device that he asked from."""
        try:
            with self._store.reading() as session:
                asker = owner(session, member_id, sign_in_id)
                if asker is None:
                    self.shelf.stop(member_id)
                    return
                basis = basis_of(session, asker)
                plan = notebook_of(session, asker, basis)
            signature = msgspec.json.encode(basis).decode()
            self._maker.make(Wanted(member_id, BINDER, plan, signature))
        except KioskError as error:
            log.warning("the notebook of member %d failed: %s", member_id, error)
            self._fail(member_id)
        except Stopped:
            # The worker ends; whoever asked may ask again.
            self._fail(member_id)

    def _fail(self, member_id: int) -> None:
        self.shelf.write(member_id, Printout(PrintState.FAILED))

    def sweep(self) -> None:
        """Remove the notebooks that are old, whose paper or owner or notes are gone."""
        oldest = time.time() - KEPT_HOURS * 3600
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
        with self._store.reading() as session:
            asker = owner(session, member_id, 0)
            return asker is not None and stands(session, asker, read_basis(known))

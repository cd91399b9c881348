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
from kiosk.printing.binding import Book, bind_book
from kiosk.printing.rules import Printout, PrintState
from kiosk.storage.store import Store

log = logging.getLogger(__name__)

NOTEBOOK_JOB = "bind_notes"


class Clerk:
    """Makes and removes the notebooks of one data folder."""

    def __init__(self, store: Store, sandbox: Sandbox) -> None:
        """Bind below the files of `store`."""
        self._store, self._sandbox = store, sandbox
        self.shelf = open_shelf(store.files)

    def install(self) -> None:
        """Answer to the jobs."""
        self._store.bulk_jobs.on(NOTEBOOK_JOB, self.bind_notes)
        self._store.prompt_jobs.on(ERASED_JOB, self.forget)

    def forget(self, member_id: int) -> None:
        """Remove a member's notebook: he has erased what it was made of."""
        self.shelf.remove(member_id)

    def bind_notes(self, member_id: int, sign_in_id: int) -> None:
        """Bind the notes of a member, for the device that he asked from."""
        try:
            with self._store.reading() as session:
                asker = owner(session, member_id, sign_in_id)
                if asker is None:
                    return self.shelf.remove(member_id)
                basis = basis_of(session, asker)
                plan = msgspec.json.encode(notebook_of(session, asker, basis))
            said = msgspec.json.encode(basis).decode()
            last = self._bind(member_id, plan, Printout(PrintState.RUNNING, said))
        except (OSError, ValueError, KioskError) as error:
            log.warning("the notebook of member %d failed: %s", member_id, error)
            last = Printout(PrintState.FAILED)
        except Stopped:
            # The worker ends; whoever asked may ask again.
            last = Printout(PrintState.FAILED)
        return self.shelf.write(member_id, last)

    def _bind(self, member_id: int, plan: bytes, running: Printout) -> Printout:
        said = running
        self.shelf.write(member_id, running)

        def tell(done: int, total: int) -> None:
            nonlocal said
            said = msgspec.structs.replace(running, done=done, total=total)
            self.shelf.write(member_id, said)

        book = Book("kiosk.notebooks.bind", plan, self.shelf.path(member_id))
        bind_book(self._sandbox, self._store.files, book, tell)
        return msgspec.structs.replace(said, state=PrintState.READY)

    def sweep(self) -> None:
        """Remove the notebooks that are old, whose paper or owner or notes are gone."""
        oldest = time.time() - KEPT_HOURS * 3600
        for member_id, written_at in self.shelf.known().items():
            try:
                is_wanted = written_at > oldest and self._stands(member_id)
            except KioskError:
                return  # the database is away, and is asked again
            if not is_wanted:
                self.shelf.remove(member_id)

    def _stands(self, member_id: int) -> bool:
        known = self.shelf.read(member_id)
        if known.state is PrintState.RUNNING:
            return True
        with self._store.reading() as session:
            asker = owner(session, member_id, 0)
            return asker is not None and stands(session, asker, read_basis(known))

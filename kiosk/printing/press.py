"""The worker's job: has the printout of a meeting bound, and says how far it is."""

import logging

import msgspec
from sqlalchemy import select

from kiosk.documents.sandbox import Sandbox, Stopped
from kiosk.meetings.models import Meeting
from kiosk.printing.binding import Book, bind_book
from kiosk.printing.places import Shelf
from kiosk.printing.queries import plan_of
from kiosk.printing.rules import Plan, Printout, PrintState
from kiosk.storage.store import Store

log = logging.getLogger(__name__)

PRINT_JOB = "print_meeting"


class Press:
    """Makes the printouts of one data folder."""

    def __init__(self, store: Store, sandbox: Sandbox) -> None:
        """Bind below the files of `store`."""
        self._store, self._sandbox = store, sandbox
        self.shelf = Shelf(store.files.root)

    def install(self) -> None:
        """Answer to the job."""
        self._store.bulk_jobs.on(PRINT_JOB, self.print_meeting)

    def print_meeting(self, meeting_id: int) -> None:
        """Bind the meeting as it is now."""
        with self._store.reading() as session:
            meetings = set(session.scalars(select(Meeting.id)))
            plan = plan_of(session, meeting_id) if meeting_id in meetings else None
        self.shelf.forget(meetings)
        if plan is None:
            return
        running = Printout(PrintState.RUNNING, plan.signature)
        self.shelf.write(meeting_id, running)
        try:
            last = self._bind(meeting_id, plan, running)
        except (OSError, ValueError) as error:
            log.warning("the printout of meeting %d failed: %s", meeting_id, error)
            last = msgspec.structs.replace(running, state=PrintState.FAILED)
        except Stopped:
            # The worker ends; whoever asked may ask again.
            last = msgspec.structs.replace(running, state=PrintState.FAILED)
        self.shelf.write(meeting_id, last)

    def _bind(self, meeting_id: int, plan: Plan, running: Printout) -> Printout:
        said = running

        def tell(done: int, total: int) -> None:
            nonlocal said
            said = msgspec.structs.replace(running, done=done, total=total)
            self.shelf.write(meeting_id, said)

        path = self.shelf.path(meeting_id)
        book = Book("kiosk.printing.bind", msgspec.json.encode(plan), path)
        bind_book(self._sandbox, self._store.files, book, tell)
        return msgspec.structs.replace(said, state=PrintState.READY)

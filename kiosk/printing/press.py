"""The worker's job: has the printout of a meeting bound, and says how far it is."""

import msgspec
from sqlalchemy import select

from kiosk.documents.sandbox import Sandbox, Stopped
from kiosk.meetings.models import Meeting
from kiosk.printing.making import Maker, Wanted
from kiosk.printing.places import Shelf
from kiosk.printing.queries import plan_of
from kiosk.printing.rules import PrintState
from kiosk.storage.store import Store

PRINT_JOB = "print_meeting"
NICE = 10


class Press:
    """Makes the printouts of one data folder."""

    def __init__(self, store: Store, sandbox: Sandbox) -> None:
        """Bind below the files of `store`."""
        self._store = store
        self.shelf = Shelf(store.files.root)
        self._maker = Maker(store, sandbox, self.shelf, NICE)

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
        try:
            self._maker.make(
                Wanted(meeting_id, "kiosk.printing.bind", plan, plan.signature)
            )
        except Stopped:
            # The worker ends; whoever asked may ask again.
            left = self.shelf.read(meeting_id)
            failed = msgspec.structs.replace(left, state=PrintState.FAILED)
            self.shelf.write(meeting_id, failed)

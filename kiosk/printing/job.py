"""Worker job that assembles the printout of a meeting."""

import msgspec
from sqlalchemy import select

from kiosk.meetings.models import Meeting
from kiosk.printing.file_store import GeneratedFileStore
from kiosk.printing.generator import PdfGenerator, PdfRequest
from kiosk.printing.queries import plan_printout
from kiosk.printing.rules import PrintState
from kiosk.processes.sandbox import Sandbox, WorkerStopping
from kiosk.storage.store import Store

PRINT_JOB = "print_meeting"
PRINTOUT_NICE = 10


class PrintoutJob:
    """Generates the printouts of one data folder."""

    def __init__(self, store: Store, sandbox: Sandbox) -> None:
        """Generate below the files of `store`."""
        self._store = store
        self.file_store = GeneratedFileStore(store.files.root)
        self._maker = PdfGenerator(store, sandbox, self.file_store, PRINTOUT_NICE)

    def install(self) -> None:
        """Register the job."""
        self._store.bulk_jobs.register(PRINT_JOB, self.print_meeting)

    def print_meeting(self, meeting_id: int) -> None:
        """Generate the printout of the meeting as it is now."""
        with self._store.read_session() as session:
            meetings = set(session.scalars(select(Meeting.id)))
            plan = (
                plan_printout(session, meeting_id) if meeting_id in meetings else None
            )
        self.file_store.forget(meetings)
        if plan is None:
            return
        try:
            self._maker.make(
                PdfRequest(meeting_id, "kiosk.printing.assemble", plan, plan.signature)
            )
        except WorkerStopping:
            # The worker ends; the printout can be requested again.
            left = self.file_store.read(meeting_id)
            failed = msgspec.structs.replace(left, state=PrintState.FAILED)
            self.file_store.write(meeting_id, failed)

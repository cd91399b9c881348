"""The worker's job: has the printout of a meeting bound, and says how far it is."""

import logging
import tempfile
import time
from pathlib import Path

import msgspec
from sqlalchemy import select

from kiosk.documents.sandbox import Limits, Run, Sandbox, Stopped, python_run
from kiosk.meetings.models import Meeting
from kiosk.printing.places import Shelf
from kiosk.printing.queries import plan_of
from kiosk.printing.rules import Plan, Printout, PrintState
from kiosk.storage.store import Store

log = logging.getLogger(__name__)

PRINT_JOB = "print_meeting"
NICE = 10
LIMITS = Limits(memory=3_000_000_000, cpu_seconds=900, file_bytes=2_000_000_000)
LONGEST_SECONDS = 900.0


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
        self._store.files.scratch.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._store.files.scratch) as name:
            folder = Path(name)
            (folder / "plan.json").write_bytes(msgspec.json.encode(plan))
            (folder / "out").mkdir()
            made = folder / "out" / "book.pdf"
            files = self._store.files.root
            run = Run([], readable=(files,), writable=(folder,), limits=LIMITS)
            command = [str(files), str(folder / "plan.json"), str(made)]
            bind = python_run("kiosk.printing.bind", command, run)
            deadline, said = time.monotonic() + LONGEST_SECONDS, running
            with self._sandbox.start(bind) as child:
                for line in child.stdout or ():
                    done, total = (int(word) for word in line.split())
                    said = msgspec.structs.replace(running, done=done, total=total)
                    self.shelf.write(meeting_id, said)
                    if time.monotonic() > deadline:
                        raise ValueError("it took too long")
                self._sandbox.check()
                if child.wait() != 0 or made.is_symlink() or not made.is_file():
                    raise ValueError("the child that binds has failed")
            made.rename(self.shelf.path(meeting_id))
            return msgspec.structs.replace(said, state=PrintState.READY)

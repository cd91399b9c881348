"""The worker's job: has an attendance list written."""

import logging
import tempfile
import time
from pathlib import Path

import msgspec
from sqlalchemy import select

from kiosk.checkins.lists.rules import ListPlan, ListState
from kiosk.checkins.lists.shelf import KINDS, ListShelf
from kiosk.checkins.queries.lists import list_plan
from kiosk.documents.sandbox import Limits, Run, Sandbox, Stopped, python_run
from kiosk.meetings.models import Meeting
from kiosk.storage.store import Store

log = logging.getLogger(__name__)

LIST_JOB = "attendance_list"
LIMITS = Limits(memory=3_000_000_000, cpu_seconds=1200, file_bytes=200_000_000)
# For 12,000 people, behind everything else that the machine does.
LONGEST_SECONDS = 1500.0
NICE = 10


class ListMaker:
    """Makes the attendance lists of one data folder."""

    def __init__(self, store: Store, sandbox: Sandbox) -> None:
        """Write below the files of `store`."""
        self._store, self._sandbox = store, sandbox
        self._shelf = ListShelf(store.files.root)

    def install(self) -> None:
        """Answer to the job."""
        self._store.bulk_jobs.on(LIST_JOB, self.make)

    def make(self, meeting_id: int, site_id: int | None = None) -> None:
        """Write a site's list as it is now; None: of all sites."""
        with self._store.reading() as session:
            meetings = set(session.scalars(select(Meeting.id)))
            is_there = meeting_id in meetings
            plan = list_plan(session, meeting_id, site_id) if is_there else None
        self._shelf.forget(meetings)
        if plan is None:
            return
        self._shelf.write(meeting_id, site_id, ListState.RUNNING)
        state = ListState.FAILED
        try:
            if self._write(plan, meeting_id, site_id):
                state = ListState.READY
        except (OSError, Stopped) as error:
            log.warning("the list of meeting %d failed: %s", meeting_id, error)
        self._shelf.write(meeting_id, site_id, state)

    def _write(self, plan: ListPlan, meeting_id: int, site_id: int | None) -> bool:
        self._store.files.scratch.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._store.files.scratch) as name:
            folder = Path(name)
            (folder / "plan.json").write_bytes(msgspec.json.encode(plan))
            total = len(plan.lines)
            if not self._has_drawn(folder, meeting_id, site_id, total):
                return False
            for kind in KINDS:
                made = folder / f"list.{kind}"
                if made.is_symlink() or not made.is_file():
                    return False
                made.rename(self._shelf.path(meeting_id, site_id, kind))
        return True

    def _has_drawn(
        self, folder: Path, meeting_id: int, site_id: int | None, total: int
    ) -> bool:
        run = Run([], writable=(folder,), limits=LIMITS, nice=NICE)
        command = [str(folder / "plan.json"), str(folder)]
        write = python_run("kiosk.checkins.lists.write", command, run)
        deadline = time.monotonic() + LONGEST_SECONDS
        with self._sandbox.start(write) as child:
            for word in child.stdout or ():
                # Each word of the child says that it lives.
                people = int(word), total
                self._shelf.write(meeting_id, site_id, ListState.RUNNING, people)
                if time.monotonic() > deadline:
                    log.warning("the list of meeting %d took too long", meeting_id)
                    return False
            self._sandbox.check()
            return child.wait() == 0

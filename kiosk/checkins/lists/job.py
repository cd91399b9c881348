"""Worker job that writes an attendance list."""

import logging
import tempfile
import time
from pathlib import Path

import msgspec
from sqlalchemy import select

from kiosk.checkins.lists.rules import AttendanceListContent, AttendanceListState
from kiosk.checkins.lists.store import LIST_MEDIA_TYPES, AttendanceListStore
from kiosk.checkins.queries.attendance_list import attendance_list_content
from kiosk.meetings.models import Meeting
from kiosk.processes.sandbox import (
    ResourceLimits,
    Sandbox,
    SandboxCommand,
    WorkerStopping,
    python_command,
)
from kiosk.storage.store import Store

log = logging.getLogger(__name__)

ATTENDANCE_LIST_JOB = "attendance_list"
LIST_LIMITS = ResourceLimits(
    memory=3_000_000_000, cpu_seconds=1200, file_bytes=200_000_000
)
# Enough for 12,000 people at low priority, in seconds.
LIST_TIMEOUT_SECONDS = 1500.0
LIST_NICE = 10


class AttendanceListJob:
    """Writes the attendance lists of one data folder."""

    def __init__(self, store: Store, sandbox: Sandbox) -> None:
        """Write below the files of `store`."""
        self._store, self._sandbox = store, sandbox
        self._lists = AttendanceListStore(store.files.root)

    def install(self) -> None:
        """Register the job."""
        self._store.bulk_jobs.register(ATTENDANCE_LIST_JOB, self.make)

    def make(self, meeting_id: int, site_id: int | None = None) -> None:
        """Write the list of a site as it is now; None: of all sites."""
        with self._store.read_session() as session:
            meetings = set(session.scalars(select(Meeting.id)))
            is_there = meeting_id in meetings
            plan = (
                attendance_list_content(session, meeting_id, site_id)
                if is_there
                else None
            )
        self._lists.forget(meetings)
        if plan is None:
            return
        self._lists.write(meeting_id, site_id, AttendanceListState.RUNNING)
        state = AttendanceListState.FAILED
        try:
            if self._write(plan, meeting_id, site_id):
                state = AttendanceListState.READY
        except (OSError, WorkerStopping) as error:
            log.warning("the list of meeting %d failed: %s", meeting_id, error)
        self._lists.write(meeting_id, site_id, state)

    def _write(
        self, plan: AttendanceListContent, meeting_id: int, site_id: int | None
    ) -> bool:
        self._store.files.scratch.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._store.files.scratch) as name:
            folder = Path(name)
            (folder / "plan.json").write_bytes(msgspec.json.encode(plan))
            total = len(plan.lines)
            if not self._run_child(folder, meeting_id, site_id, total):
                return False
            for kind in LIST_MEDIA_TYPES:
                made = folder / f"list.{kind}"
                if made.is_symlink() or not made.is_file():
                    return False
                made.rename(self._lists.path(meeting_id, site_id, kind))
        return True

    def _run_child(
        self, folder: Path, meeting_id: int, site_id: int | None, total: int
    ) -> bool:
        run = SandboxCommand([], writable=(folder,), limits=LIST_LIMITS, nice=LIST_NICE)
        command = [str(folder / "plan.json"), str(folder)]
        write = python_command("kiosk.checkins.lists.render", command, run)
        deadline = time.monotonic() + LIST_TIMEOUT_SECONDS
        with self._sandbox.start(write) as child:
            for line in child.stdout or ():
                # The child writes the number of people done.
                people = int(line), total
                self._lists.write(
                    meeting_id, site_id, AttendanceListState.RUNNING, people
                )
                if time.monotonic() > deadline:
                    log.warning("the list of meeting %d took too long", meeting_id)
                    return False
            self._sandbox.raise_if_stopping()
            return child.wait() == 0

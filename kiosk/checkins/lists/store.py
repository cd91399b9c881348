"""Attendance lists on disk: below the files, a folder per meeting and site."""

import shutil
import time
from pathlib import Path

from kiosk.checkins.lists.rules import AttendanceListState

LISTS_FOLDER = "attendance"
# Folder name and request argument of the list of all sites.
ALL_SITES = "all"
# A running list not updated for this long was left by a worker that died.
LIST_SILENT_SECONDS = 300.0
LIST_MEDIA_TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class AttendanceListStore:
    """The lists of one data folder; site 0: no site; None: all sites."""

    def __init__(self, files: Path) -> None:
        """Use the folder of the files."""
        self._files = files

    def place(self, meeting_id: int, site_id: int | None, kind: str) -> str:
        """Return the path of a list, relative to the folder of the files."""
        name = ALL_SITES if site_id is None else str(site_id)
        return f"{LISTS_FOLDER}/{meeting_id}/{name}/list.{kind}"

    def path(self, meeting_id: int, site_id: int | None, kind: str) -> Path:
        """Return the path of a list."""
        return self._files / self.place(meeting_id, site_id, kind)

    def read(self, meeting_id: int, site_id: int | None) -> AttendanceListState:
        """Return the state of a list."""
        state_file = self.path(meeting_id, site_id, "state")
        try:
            state = AttendanceListState(state_file.read_text().partition(" ")[0])
            age = time.time() - state_file.stat().st_mtime
        except (FileNotFoundError, ValueError):
            return AttendanceListState.NONE
        if state is AttendanceListState.RUNNING and age > LIST_SILENT_SECONDS:
            return AttendanceListState.FAILED
        return state

    def progress(self, meeting_id: int, site_id: int | None) -> tuple[int, int]:
        """Return the people written and the total; 0 of 0 before it begins."""
        state_file = self.path(meeting_id, site_id, "state")
        try:
            _, done, total = state_file.read_text().split()
        except (FileNotFoundError, ValueError):
            return 0, 0
        return int(done), int(total)

    def write(
        self,
        meeting_id: int,
        site_id: int | None,
        state: AttendanceListState,
        people: tuple[int, int] = (0, 0),
    ) -> None:
        """Store the state and the progress, atomically."""
        state_file = self.path(meeting_id, site_id, "state")
        state_file.parent.mkdir(parents=True, exist_ok=True)
        part = state_file.with_suffix(".part")
        part.write_text(f"{state} {people[0]} {people[1]}")
        part.rename(state_file)

    def forget(self, meeting_ids: set[int]) -> None:
        """Remove the lists of all other meetings."""
        known = {str(meeting_id) for meeting_id in meeting_ids}
        for folder in (self._files / LISTS_FOLDER).glob("*"):
            if folder.name not in known:
                shutil.rmtree(folder, ignore_errors=True)

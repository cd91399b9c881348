"""Handouts on disk: below the files, a folder per meeting."""

import shutil
import time
from pathlib import Path

import msgspec

from kiosk import clock
from kiosk.handouts.rules import UNFINISHED_STATES, Handout, HandoutKind, HandoutState
from kiosk.exports.store import SILENT_SECONDS as JOB_SILENT_SECONDS

HANDOUTS_FOLDER = "handouts"


class HandoutStore:
    """The handouts of one data folder."""

    def __init__(self, files: Path) -> None:
        """Use the folder of the files."""
        self._files = files
        self._root = files / HANDOUTS_FOLDER

    def place(self, meeting_id: int, handout: Handout) -> str:
        """Return the path of a handout, relative to the folder of the files."""
        return f"{HANDOUTS_FOLDER}/{meeting_id}/{handout.file}"

    def path(self, meeting_id: int, name: str) -> Path:
        """Return the path of a file in the meeting's folder."""
        return self._root / str(meeting_id) / name

    def logo(self, meeting_id: int) -> Path:
        """Return the path of the meeting's logo, which may not exist."""
        return self.path(meeting_id, "logo")

    def read(self, meeting_id: int, kind: HandoutKind) -> Handout:
        """Return the stored state of the handout."""
        note = self.path(meeting_id, f"{kind}.json")
        try:
            found = msgspec.json.decode(note.read_bytes(), type=Handout)
            age = time.time() - note.stat().st_mtime
        except (FileNotFoundError, msgspec.DecodeError):
            return Handout()
        state = found.state
        if state in UNFINISHED_STATES and self.is_cancelled(meeting_id, found.ticket):
            state = HandoutState.CANCELLED
        elif state is HandoutState.RUNNING and age > JOB_SILENT_SECONDS:
            # Left by a worker that died. A queued one may wait for long.
            state = HandoutState.FAILED
        elif state is HandoutState.READY and (
            not found.until or found.until <= clock.now()
        ):
            state = HandoutState.NONE
        return msgspec.structs.replace(found, state=state)

    def write(self, meeting_id: int, kind: HandoutKind, handout: Handout) -> None:
        """Store the state, atomically."""
        note = self.path(meeting_id, f"{kind}.json")
        note.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = note.with_suffix(".part")
        part.write_bytes(msgspec.json.encode(handout))
        part.rename(note)

    def cancel(self, meeting_id: int, ticket: str) -> None:
        """Request that the job with this ticket end; it may be running or queued."""
        self.path(meeting_id, f"{ticket}.cancel").touch()

    def is_cancelled(self, meeting_id: int, ticket: str) -> bool:
        """Return whether the job with this ticket shall end."""
        return self.path(meeting_id, f"{ticket}.cancel").exists()

    def keep_logo(self, meeting_id: int, picture: bytes) -> None:
        """Store the meeting's logo."""
        logo = self.logo(meeting_id)
        logo.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        logo.write_bytes(picture)

    def tidy(self, meeting_ids: set[int]) -> None:
        """Remove expired files, and all files of other meetings."""
        known = {str(meeting_id) for meeting_id in meeting_ids}
        for folder in self._root.glob("*"):
            if folder.name not in known:
                shutil.rmtree(folder, ignore_errors=True)
                continue
            wanted = {"logo"}
            for kind in HandoutKind:
                handout = self.read(int(folder.name), kind)
                wanted |= {f"{kind}.json", f"{kind}.part", f"{handout.ticket}.cancel"}
                if handout.state is HandoutState.READY:
                    wanted.add(handout.file)
            for file in folder.glob("*"):
                if file.name not in wanted:
                    file.unlink(missing_ok=True)

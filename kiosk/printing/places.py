"""Where printouts lie: below the files, one folder a meeting; files are the truth."""

import contextlib
import time
from pathlib import Path

import msgspec

from kiosk.printing.rules import Printout, PrintState

FOLDER = "printouts"
# A printout that has said nothing for so long was left behind by a dead worker.
SILENT_SECONDS = 180.0


class Shelf:
    """The printouts of one data folder."""

    def __init__(self, files: Path) -> None:
        """Look below the folder of the files."""
        self._files = files

    def place(self, meeting_id: int) -> str:
        """Return where the printout lies, below the folder of the files."""
        return f"{FOLDER}/{meeting_id}/printout.pdf"

    def path(self, meeting_id: int) -> Path:
        """Return the printout's file."""
        return self._files / self.place(meeting_id)

    def _note(self, meeting_id: int) -> Path:
        return self.path(meeting_id).with_name("state.json")

    def read(self, meeting_id: int) -> Printout:
        """Return how far the meeting's printout is."""
        note = self._note(meeting_id)
        try:
            found = msgspec.json.decode(note.read_bytes(), type=Printout)
            age = time.time() - note.stat().st_mtime
        except (FileNotFoundError, msgspec.DecodeError):
            return Printout()
        if found.state is PrintState.RUNNING and age > SILENT_SECONDS:
            return msgspec.structs.replace(found, state=PrintState.FAILED)
        return found

    def write(self, meeting_id: int, printout: Printout) -> None:
        """Say how far it is; whole or not at all."""
        note = self._note(meeting_id)
        note.parent.mkdir(parents=True, exist_ok=True)
        part = note.with_suffix(".part")
        part.write_bytes(msgspec.json.encode(printout))
        part.rename(note)

    def forget(self, meeting_ids: set[int]) -> None:
        """Remove the printouts of meetings that are not among these."""
        known = {str(meeting_id) for meeting_id in meeting_ids}
        for folder in (self._files / FOLDER).glob("*"):
            if folder.name not in known:
                for file in folder.glob("*"):
                    file.unlink(missing_ok=True)
                with contextlib.suppress(OSError):
                    folder.rmdir()

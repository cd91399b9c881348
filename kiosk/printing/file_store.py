"""Generated files on disk: below the files, a folder per record."""

import contextlib
import shutil
import time
from pathlib import Path

import msgspec

from kiosk.printing.rules import Printout, PrintState

PRINTOUTS_FOLDER = "printouts"
# A running file not updated for this long was left by a worker that died, seconds.
JOB_SILENT_SECONDS = 180.0


class GeneratedFileStore:
    """Files of one kind: a printout per meeting, an archive per document."""

    def __init__(
        self,
        files: Path,
        folder: str = PRINTOUTS_FOLDER,
        silent_seconds: float = JOB_SILENT_SECONDS,
    ) -> None:
        """Use the folder of the files."""
        self._files, self._folder = files, folder
        self._silent_seconds = silent_seconds

    def place(self, number: int) -> str:
        """Return the path of a file, relative to the folder of the files."""
        return f"{self._folder}/{number}/made.pdf"

    def path(self, number: int) -> Path:
        """Return the path of the file of this meeting or document."""
        return self._files / self.place(number)

    def _note(self, number: int) -> Path:
        return self.path(number).with_name("state.json")

    def _stop_sign(self, number: int) -> Path:
        return self.path(number).with_name("stop")

    def read(self, number: int) -> Printout:
        """Return the stored state of the file."""
        note = self._note(number)
        try:
            found = msgspec.json.decode(note.read_bytes(), type=Printout)
            age = time.time() - note.stat().st_mtime
        except (FileNotFoundError, msgspec.DecodeError):
            return Printout()
        is_gone = found.state is PrintState.READY and not self.path(number).is_file()
        if is_gone or self.is_stopped(number):
            return Printout()
        if found.state is PrintState.RUNNING and age > self._silent_seconds:
            return msgspec.structs.replace(found, state=PrintState.FAILED)
        return found

    def write(self, number: int, printout: Printout) -> None:
        """Store the state, atomically."""
        note = self._note(number)
        note.parent.mkdir(parents=True, exist_ok=True)
        part = note.with_suffix(".part")
        part.write_bytes(msgspec.json.encode(printout))
        part.rename(note)

    def begin(self, number: int, signature: str) -> None:
        """Store that the file is to be generated, and remove a stop request."""
        self._stop_sign(number).unlink(missing_ok=True)
        self.write(number, Printout(PrintState.RUNNING, signature))

    def stop(self, number: int) -> None:
        """Remove the file and request that its generation end."""
        if not self.path(number).parent.is_dir():
            return
        # The stop request first: the generator checks it before and after the move.
        self._stop_sign(number).touch()
        self.path(number).unlink(missing_ok=True)
        self._note(number).unlink(missing_ok=True)

    def is_stopped(self, number: int) -> bool:
        """Return whether a stop was requested and not revoked."""
        return self._stop_sign(number).exists()

    def lay(self, number: int, made: Path) -> bool:
        """Move a finished file to its path, unless it was stopped meanwhile."""
        made.rename(self.path(number))
        if self.is_stopped(number):
            self.path(number).unlink(missing_ok=True)
            return False
        return True

    def unfinished(self) -> list[int]:
        """Return the records whose generation did not finish."""
        folders = (self._files / self._folder).glob("*")
        numbers = sorted(int(f.name) for f in folders if f.name.isdecimal())
        return [n for n in numbers if self._is_unfinished(n)]

    def _is_unfinished(self, number: int) -> bool:
        try:
            found = msgspec.json.decode(self._note(number).read_bytes(), type=Printout)
        except (FileNotFoundError, msgspec.DecodeError):
            return False
        return found.state is PrintState.RUNNING and not self.is_stopped(number)

    def known(self) -> dict[int, float]:
        """Return the records with a stored state, and when it was last written."""
        found = {}
        for note in (self._files / self._folder).glob("*/state.json"):
            with contextlib.suppress(FileNotFoundError, ValueError):
                found[int(note.parent.name)] = note.stat().st_mtime
        return found

    def forget(self, known: set[int]) -> None:
        """Remove the files of all other meetings or documents."""
        names = {str(number) for number in known}
        for folder in (self._files / self._folder).glob("*"):
            if folder.name not in names:
                with contextlib.suppress(OSError):
                    shutil.rmtree(folder)

"""Where made files lie: below the files, one folder each; files are the truth."""

import contextlib
import shutil
import time
from pathlib import Path

import msgspec

from kiosk.printing.rules import Printout, PrintState

PRINTOUTS_FOLDER = "printouts"
# A file that nobody has said anything of for so long was left behind by a dead worker.
JOB_SILENT_SECONDS = 180.0


class GeneratedFileStore:
    """The made files of one kind: a printout for a meeting, an archive for a paper."""

    def __init__(
        self,
        files: Path,
        folder: str = PRINTOUTS_FOLDER,
        silent_seconds: float = JOB_SILENT_SECONDS,
    ) -> None:
        """Look below the folder of the files."""
        self._files, self._folder = files, folder
        self._silent_seconds = silent_seconds

    def place(self, number: int) -> str:
        """Return where a file lies, below the folder of the files."""
        return f"{self._folder}/{number}/made.pdf"

    def path(self, number: int) -> Path:
        """Return the file made for this meeting or paper."""
        return self._files / self.place(number)

    def _note(self, number: int) -> Path:
        return self.path(number).with_name("state.json")

    def _stop_sign(self, number: int) -> Path:
        return self.path(number).with_name("stop")

    def read(self, number: int) -> Printout:
        """Return how far the file is."""
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
        """Say how far it is; whole or not at all."""
        note = self._note(number)
        note.parent.mkdir(parents=True, exist_ok=True)
        part = note.with_suffix(".part")
        part.write_bytes(msgspec.json.encode(printout))
        part.rename(note)

    def begin(self, number: int, signature: str) -> None:
        """Say that it is to be made, also where it was stopped before."""
        self._stop_sign(number).unlink(missing_ok=True)
        self.write(number, Printout(PrintState.RUNNING, signature))

    def stop(self, number: int) -> None:
        """Remove what is made, and let whoever is making it end."""
        if not self.path(number).parent.is_dir():
            return
        # The sign first: who makes the file looks for it before and after he lays it.
        self._stop_sign(number).touch()
        self.path(number).unlink(missing_ok=True)
        self._note(number).unlink(missing_ok=True)

    def is_stopped(self, number: int) -> bool:
        """Tell whether it was stopped and not begun again."""
        return self._stop_sign(number).exists()

    def lay(self, number: int, made: Path) -> bool:
        """Lay a finished file in its place, unless it was stopped meanwhile."""
        made.rename(self.path(number))
        if self.is_stopped(number):
            self.path(number).unlink(missing_ok=True)
            return False
        return True

    def unfinished(self) -> list[int]:
        """Return what somebody began to make and nobody has finished."""
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
        """Return whose files there are, and when each was last written of."""
        found = {}
        for note in (self._files / self._folder).glob("*/state.json"):
            with contextlib.suppress(FileNotFoundError, ValueError):
                found[int(note.parent.name)] = note.stat().st_mtime
        return found

    def forget(self, known: set[int]) -> None:
        """Remove the files of meetings or papers that are not among these."""
        names = {str(number) for number in known}
        for folder in (self._files / self._folder).glob("*"):
            if folder.name not in names:
                with contextlib.suppress(OSError):
                    shutil.rmtree(folder)

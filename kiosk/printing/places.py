"""Where bound books lie: below the files, a folder each; the files are the truth."""

import contextlib
import time
from pathlib import Path

import msgspec

from kiosk.printing.rules import Printout, PrintState

FOLDER, NAME = "printouts", "printout.pdf"
# A printout that has said nothing for so long was left behind by a dead worker.
SILENT_SECONDS = 180.0


class Shelf:
    """The books of one kind in one data folder, by whose they are.

    Printouts are meetings', by their ids.
    """

    def __init__(
        self,
        files: Path,
        folder: str = FOLDER,
        name: str = NAME,
        silent_seconds: float = SILENT_SECONDS,
    ) -> None:
        """Look below `folder` in the folder of the files."""
        self._files, self._folder, self._name = files, folder, name
        self._silent_seconds = silent_seconds

    def place(self, whose: int) -> str:
        """Return where the book lies, below the folder of the files."""
        return f"{self._folder}/{whose}/{self._name}"

    def path(self, whose: int) -> Path:
        """Return the book's file."""
        return self._files / self.place(whose)

    def _note(self, whose: int) -> Path:
        return self.path(whose).with_name("state.json")

    def read(self, whose: int) -> Printout:
        """Return how far the book is."""
        note = self._note(whose)
        try:
            found = msgspec.json.decode(note.read_bytes(), type=Printout)
            age = time.time() - note.stat().st_mtime
        except (FileNotFoundError, msgspec.DecodeError):
            return Printout()
        if found.state is PrintState.RUNNING and age > self._silent_seconds:
            return msgspec.structs.replace(found, state=PrintState.FAILED)
        return found

    def write(self, whose: int, printout: Printout) -> None:
        """Say how far it is; whole or not at all."""
        note = self._note(whose)
        note.parent.mkdir(parents=True, exist_ok=True)
        part = note.with_suffix(".part")
        part.write_bytes(msgspec.json.encode(printout))
        part.rename(note)

    def known(self) -> dict[int, float]:
        """Return whose books there are, and when each was last written to."""
        found = {}
        for note in (self._files / self._folder).glob("*/state.json"):
            with contextlib.suppress(FileNotFoundError, ValueError):
                found[int(note.parent.name)] = note.stat().st_mtime
        return found

    def remove(self, whose: int) -> None:
        """Remove a book, if there is one."""
        folder = self.path(whose).parent
        for file in folder.glob("*"):
            file.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            folder.rmdir()

    def forget(self, owners: set[int]) -> None:
        """Remove the books of all others than these."""
        for whose in self.known().keys() - owners:
            self.remove(whose)

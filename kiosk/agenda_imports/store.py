"""Uploaded agendas and what was read from them, below the files, for a day at most."""

import contextlib
import shutil
import time
from enum import StrEnum
from pathlib import Path

import msgspec

from kiosk.agenda_imports.rules import AgendaTable

FOLDER = "agenda-imports"
# Reading that is silent for longer was left by a worker that died, in seconds.
READING_SECONDS = 150.0
ABANDONED_AFTER_SECONDS = 24 * 3600.0


class ReadPhase(StrEnum):
    """Progress of reading a file."""

    READING = "reading"
    READ = "read"
    REFUSED = "refused"
    FAILED = "failed"


class ReadState(msgspec.Struct):
    """What is known of an uploaded file; a refusal has a sentence."""

    phase: ReadPhase
    tables: list[AgendaTable] = []
    sentence: str = ""
    details: dict[str, str] = {}


class AgendaFileStore:
    """The uploaded files of one meeting, each with a random id."""

    def __init__(self, files: Path, meeting_id: int) -> None:
        """Use the folder of the files."""
        self.files = files
        self._folder = files / FOLDER / str(meeting_id)

    def source(self, draft: str) -> Path:
        """Return the path of an uploaded file."""
        return self._folder / f"{draft}.source"

    def put_upload(self, path: Path, draft: str) -> None:
        """Move the uploaded file at `path` (same disk) here."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path.rename(self.source(draft))

    def write(self, draft: str, state: ReadState) -> None:
        """Store the outcome, atomically, and remove the file."""
        self._folder.mkdir(parents=True, exist_ok=True)
        part = self._folder / f"{draft}.part"
        part.write_bytes(msgspec.json.encode(state))
        part.rename(self._folder / f"{draft}.json")
        self.source(draft).unlink(missing_ok=True)

    def state(self, draft: str) -> ReadState | None:
        """Return the state of an uploaded file; None: there is none."""
        with contextlib.suppress(FileNotFoundError, msgspec.DecodeError):
            data = (self._folder / f"{draft}.json").read_bytes()
            return msgspec.json.decode(data, type=ReadState)
        with contextlib.suppress(FileNotFoundError):
            age = time.time() - self.source(draft).stat().st_ctime
            is_lost = age > READING_SECONDS
            return ReadState(ReadPhase.FAILED if is_lost else ReadPhase.READING)
        return None


def remove_abandoned(files: Path) -> None:
    """Remove what was uploaded more than a day ago."""
    for folder in (files / FOLDER).glob("*"):
        for file in folder.glob("*"):
            with contextlib.suppress(FileNotFoundError):
                if time.time() - file.stat().st_ctime > ABANDONED_AFTER_SECONDS:
                    file.unlink()
        if not any(folder.iterdir()):
            shutil.rmtree(folder, ignore_errors=True)

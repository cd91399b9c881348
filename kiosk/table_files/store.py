"""Uploaded lists and their rows, below the files, for a day at most."""

import contextlib
import time
from pathlib import Path

import msgspec

from kiosk.table_files.rules import ListRow

FOLDER = "table-files"
# Reading that is silent for longer was left by a worker that died, in seconds.
READING_SECONDS = 150.0
ABANDONED_AFTER_SECONDS = 24 * 3600.0


class ListState(msgspec.Struct):
    """What is known of an uploaded list: reading, read, refused or failed."""

    phase: str
    rows: list[ListRow] = []
    # Why it is refused: an untranslated sentence, and what fills it.
    sentence: str = ""
    details: dict[str, str] = {}


class TableFileStore:
    """Uploaded lists, each named by a random id that only its owner knows."""

    def __init__(self, files: Path, owner: str) -> None:
        """Use the folder of the files.

        :param owner: who uploads, as `units-3`: letters, digits and hyphens.
        """
        self._folder = files / FOLDER / owner

    def source(self, draft: str) -> Path:
        """Return the path of an uploaded file."""
        return self._folder / f"{draft}.source"

    def put_upload(self, path: Path, draft: str) -> None:
        """Move the uploaded file at `path` (same disk) here."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path.rename(self.source(draft))

    def write(self, draft: str, state: ListState) -> None:
        """Store the outcome, atomically, and remove the file."""
        part = self._folder / f"{draft}.part"
        part.write_bytes(msgspec.json.encode(state))
        part.rename(self._folder / f"{draft}.json")
        self.source(draft).unlink(missing_ok=True)

    def state(self, draft: str) -> ListState | None:
        """Return the state of an uploaded list; None: there is none."""
        with contextlib.suppress(FileNotFoundError, msgspec.DecodeError):
            data = (self._folder / f"{draft}.json").read_bytes()
            return msgspec.json.decode(data, type=ListState)
        with contextlib.suppress(FileNotFoundError):
            age = time.time() - self.source(draft).stat().st_ctime
            return ListState("failed" if age > READING_SECONDS else "reading")
        return None

    def discard(self, draft: str) -> None:
        """Remove a list that was taken over."""
        (self._folder / f"{draft}.json").unlink(missing_ok=True)


def remove_abandoned_lists(files: Path) -> None:
    """Remove what was uploaded more than a day ago."""
    for file in (files / FOLDER).glob("*/*"):
        with contextlib.suppress(FileNotFoundError):
            if time.time() - file.stat().st_ctime > ABANDONED_AFTER_SECONDS:
                file.unlink()

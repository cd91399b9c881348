"""Imports and exports on disk: below the files, a folder per meeting.

They contain names of people, so finished and abandoned ones are removed.
"""

import contextlib
import shutil
import time
from pathlib import Path
from typing import TypeVar

import msgspec

from kiosk.people.imports.draft import (
    ImportDraft,
    ImportPhase,
    ImportPreview,
    ImportState,
)
from kiosk.people.rules import PeopleTable

IMPORTS_FOLDER = "rosters"
# Work not updated for this long was left by a worker that died, in seconds.
IMPORT_SILENT_SECONDS = 120.0
# An import without a decision is removed after a day.
ABANDONED_AFTER_SECONDS = 24 * 3600.0

Kept = TypeVar("Kept", bound=msgspec.Struct)
_WORKING_PHASES = frozenset({ImportPhase.READING, ImportPhase.TAKING})


class ImportStore:
    """The files of one meeting."""

    def __init__(self, files: Path, meeting_id: int) -> None:
        """Use the folder of the files."""
        self.files, self._name = files, str(meeting_id)
        self.folder = files / IMPORTS_FOLDER / self._name

    @property
    def source(self) -> Path:
        """Return the path of the uploaded file."""
        return self.folder / "source"

    def put_upload(self, path: Path, draft: ImportDraft) -> None:
        """Move the uploaded file at `path` (same disk) here, replacing any before."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.discard()
        path.rename(self.source)
        self.write("draft", draft)

    def draft(self) -> ImportDraft | None:
        """Return the present draft, if any."""
        return self._read("draft", ImportDraft)

    def table(self, draft: ImportDraft) -> PeopleTable | None:
        """Return the table already read for a draft, if any."""
        return self._read(f"table-{draft.id}", PeopleTable)

    def preview(self, draft: ImportDraft) -> ImportPreview | None:
        """Return the preview of the draft's present turn, if known."""
        found = self._read("preview", ImportPreview)
        return found if found and _belongs_to(found, draft) else None

    def state(self, draft: ImportDraft) -> ImportState:
        """Return the progress of the draft."""
        found = self._read("state", ImportState)
        if found is None or not _belongs_to(found, draft):
            phase = ImportPhase.TAKING if draft.confirmed else ImportPhase.READING
            found, age = ImportState(draft.id, draft.turn, phase), self._age("draft")
        else:
            age = self._age("state")
        if found.phase in _WORKING_PHASES and age > IMPORT_SILENT_SECONDS:
            return msgspec.structs.replace(found, phase=ImportPhase.FAILED)
        return found

    def write(self, name: str, said: msgspec.Struct) -> None:
        """Store a struct, atomically."""
        self.folder.mkdir(parents=True, exist_ok=True)
        part = self.folder / f"{name}.part"
        part.write_bytes(msgspec.json.encode(said))
        part.rename(self.folder / f"{name}.json")

    def discard(self) -> None:
        """Remove the draft with everything read from it."""
        for name in ("draft", "state"):
            (self.folder / f"{name}.json").unlink(missing_ok=True)
        self.delete_personal_data()

    def delete_personal_data(self) -> None:
        """Remove files with names; the state stays."""
        self.source.unlink(missing_ok=True)
        for pattern in ("table-*.json", "preview.json"):
            for file in self.folder.glob(pattern):
                file.unlink(missing_ok=True)

    def _read(self, name: str, kind: type[Kept]) -> Kept | None:
        try:
            data = (self.folder / f"{name}.json").read_bytes()
            return msgspec.json.decode(data, type=kind)
        except (FileNotFoundError, msgspec.DecodeError):
            return None

    def _age(self, name: str) -> float:
        with contextlib.suppress(FileNotFoundError):
            return time.time() - (self.folder / f"{name}.json").stat().st_mtime
        return 0.0


def _belongs_to(said: ImportState | ImportPreview, draft: ImportDraft) -> bool:
    return (said.draft, said.turn) == (draft.id, draft.turn)


def remove_abandoned_imports(files: Path) -> None:
    """Remove folders not changed for a day."""
    for folder in (files / IMPORTS_FOLDER).glob("*"):
        # The folder itself counts too: an upload may be about to arrive.
        newest = max(map(_changed_at, [folder, *folder.glob("*")]))
        if time.time() - newest > ABANDONED_AFTER_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)


def _changed_at(path: Path) -> float:
    """Return the time of the last change; now, if the file is gone."""
    with contextlib.suppress(FileNotFoundError):
        return path.stat().st_mtime
    return time.time()

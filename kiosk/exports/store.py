"""Exports on disk: below the files, a folder per kind and key.

The file `ticket` names the current request. The worker writes only files named by the
ticket, so that a late write never revives an export that was cancelled or removed.
"""

import secrets
import shutil
import time
from collections.abc import Mapping
from pathlib import Path

import msgspec

from kiosk import clock
from kiosk.exports.kinds import ExportKind
from kiosk.exports.rules import Export, ExportState

EXPORTS_FOLDER = "exports"
FORMER_FOLDERS = ("printouts", "notebooks", "archives", "attendance")
# A running export not updated for this long was left by a worker that died.
SILENT_SECONDS = 300.0


class ExportWithdrawn(Exception):  # noqa: N818
    """The export was cancelled, removed or requested again."""


def _replace(path: Path, data: bytes) -> None:
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(data)
    part.replace(path)


class ExportStore:
    """The exports of one kind in one data folder."""

    def __init__(self, files: Path, kind: ExportKind) -> None:
        """Use the folder of the files."""
        self._kind = kind
        self._prefix = f"{EXPORTS_FOLDER}/{kind.name}"
        self._root = files / self._prefix

    def folder(self, key: str) -> Path:
        """Return the folder of an export."""
        return self._root / key

    def place(self, export: Export, suffix: str) -> str:
        """Return the path of a file, relative to the folder of the files."""
        return f"{self._prefix}/{export.key}/{export.ticket}.{suffix}"

    def path(self, export: Export, suffix: str = "pdf") -> Path:
        """Return the path of a file."""
        return self.folder(export.key) / f"{export.ticket}.{suffix}"

    def all_keys(self) -> list[str]:
        """Return the keys of all exports."""
        return [folder.name for folder in self._root.glob("*")]

    def read_stored(self, key: str) -> Export:
        """Return the state of an export as it was last written."""
        export = Export(key, self._ticket(key))
        try:
            record = self.path(export, "json").read_bytes()
            return msgspec.json.decode(record, type=Export)
        except (FileNotFoundError, msgspec.DecodeError):
            return export

    def _ticket(self, key: str) -> str:
        try:
            return (self.folder(key) / "ticket").read_text()
        except FileNotFoundError:
            return ""

    def read(self, key: str) -> Export:
        """Return the present state of an export."""
        export = self.read_stored(key)
        return msgspec.structs.replace(export, state=self._present_state(export))

    def _present_state(self, export: Export) -> ExportState:
        if export.is_unfinished:
            if self._cancel_request(export).exists():
                return ExportState.CANCELLED
            is_waiting = export.state is ExportState.WAITING
            limit = self._kind.waiting_seconds if is_waiting else SILENT_SECONDS
            return ExportState.FAILED if self._age(export) > limit else export.state
        if export.state is ExportState.READY:
            is_expired = export.expires_at and export.expires_at <= clock.now()
            paths = (self.path(export, suffix) for suffix in export.suffixes)
            if is_expired or not all(path.is_file() for path in paths):
                return ExportState.NONE
        return export.state

    def _age(self, export: Export) -> float:
        try:
            return time.time() - self.path(export, "json").stat().st_mtime
        except FileNotFoundError:
            return 0.0

    def _cancel_request(self, export: Export) -> Path:
        return self.path(export, "cancel")

    def begin(self, key: str, *, signature: str = "", options: str = "") -> Export:
        """Store a new request; an earlier one is replaced."""
        waiting = ExportState.WAITING
        export = Export(key, secrets.token_hex(8), waiting, signature, options)
        self.folder(key).mkdir(mode=0o700, parents=True, exist_ok=True)
        # In this order: `tidy` keeps only the record of the ticket.
        _replace(self.folder(key) / "ticket", export.ticket.encode())
        _replace(self.path(export, "json"), msgspec.json.encode(export))
        self.tidy(key)
        return export

    def write(self, export: Export) -> None:
        """Store the state.

        :raises ExportWithdrawn: its request was cancelled, removed or replaced.
        """
        self.check_current(export)
        try:
            _replace(self.path(export, "json"), msgspec.json.encode(export))
        except FileNotFoundError:
            raise ExportWithdrawn from None

    def check_current(self, export: Export) -> None:
        """Check that the export is still wanted.

        :raises ExportWithdrawn: its request was cancelled, removed or replaced.
        """
        is_current = self._ticket(export.key) == export.ticket
        if not is_current or self._cancel_request(export).exists():
            raise ExportWithdrawn

    def put_files(self, export: Export, made: Mapping[str, Path]) -> None:
        """Move finished files here, by suffix.

        :raises ExportWithdrawn: it was withdrawn meanwhile; no file is left.
        """
        try:
            self.check_current(export)
            for suffix, path in made.items():
                path.rename(self.path(export, suffix))
            self.check_current(export)
        except (ExportWithdrawn, FileNotFoundError):
            self.tidy(export.key)
            raise ExportWithdrawn from None

    def cancel(self, key: str) -> None:
        """Request that an export end which waits or runs."""
        export = self.read(key)
        if export.is_unfinished:
            self._cancel_request(export).touch()

    def discard(self, key: str) -> None:
        """Remove an export; if it is being made, that ends."""
        # First the request: the worker checks it before and after moving files.
        (self.folder(key) / "ticket").unlink(missing_ok=True)
        shutil.rmtree(self.folder(key), ignore_errors=True)

    def tidy(self, key: str) -> None:
        """Remove files that belong to no current request or are expired."""
        export = self.read(key)
        kept = {"ticket", "ticket.part"}
        kept |= {f"{export.ticket}.{suffix}" for suffix in ("json", "json.part")}
        if export.state is ExportState.CANCELLED:
            kept.add(f"{export.ticket}.cancel")
        elif export.state is not ExportState.NONE:
            kept |= {f"{export.ticket}.{suffix}" for suffix in export.suffixes}
        for file in self.folder(key).glob("*"):
            if file.name not in kept:
                file.unlink(missing_ok=True)


def remove_former_exports(files: Path) -> None:
    """Remove what earlier versions stored elsewhere."""
    for name in FORMER_FOLDERS:
        shutil.rmtree(files / name, ignore_errors=True)

"""Collect the files of an archive: stored ones by their path, others in a folder."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

import msgspec

from kiosk.meeting_archive.rules import ArchivedFile, is_safe_path
from kiosk.storage.files import path_of

_PIECE_BYTES = 1 << 20


class PlannedFile(msgspec.Struct, frozen=True):
    """A file of the archive and where it is read from."""

    file: ArchivedFile
    source: str


class ZipPlan(msgspec.Struct, frozen=True):
    """What the child writes, in this order."""

    files: list[PlannedFile]


def sha256_and_size(path: Path) -> tuple[str, int]:
    """Return the SHA-256 and the size of a file."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return digest, file.tell()


class Staging:
    """The files of one archive so far, by path."""

    def __init__(self, folder: Path) -> None:
        """Write what is made for the archive into `folder`."""
        self.folder = folder
        self.files: dict[str, PlannedFile] = {}
        self.hashes: set[str] = set()
        self.missing: set[str] = set()

    def write(self, path: str, pieces: Iterable[bytes]) -> ArchivedFile:
        """Write a file from its pieces."""
        target = self.folder / f"{len(self.files):06}"
        digest, size = hashlib.sha256(), 0
        with target.open("xb") as file:
            for piece in pieces:
                digest.update(piece)
                size += len(piece)
                file.write(piece)
        return self._add(ArchivedFile(path, size, digest.hexdigest()), target)

    def link(self, path: str, source: Path) -> ArchivedFile:
        """Add a file that is there.

        :raises FileNotFoundError: it is not.
        """
        digest, size = sha256_and_size(source)
        return self._add(ArchivedFile(path, size, digest), source)

    def link_stored(self, path: str, folder: Path, sha256: str) -> bool:
        """Add a file named by its hash; a lost or damaged one is noted as missing."""
        source = folder / path_of(sha256)
        try:
            digest, size = sha256_and_size(source)
        except FileNotFoundError:
            digest, size = "", 0
        if digest != sha256:
            self.missing.add(sha256)
            return False
        self._add(ArchivedFile(path, size, digest), source)
        return True

    def _add(self, file: ArchivedFile, source: Path) -> ArchivedFile:
        if not is_safe_path(file.path) or file.path in self.files:
            raise ValueError(f"not a path of its own: {file.path}")
        self.files[file.path] = PlannedFile(file, str(source))
        self.hashes.add(file.sha256)
        return file

    def listed(self) -> list[ArchivedFile]:
        """Return the files so far, sorted by path."""
        return [self.files[path].file for path in sorted(self.files)]

    def plan(self, first: Iterable[str]) -> ZipPlan:
        """Return all files, `first` in front, the others sorted by path."""
        front = [path for path in first if path in self.files]
        rest = sorted(self.files.keys() - set(front))
        return ZipPlan([self.files[path] for path in (*front, *rest)])

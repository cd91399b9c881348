"""Store files by their content: named by SHA-256, so a file never changes.

A file is written to a temporary name, forced to disk and renamed, so it exists
completely or not at all.
"""

import hashlib
import os
import re
import secrets
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kiosk.errors import N_, Invalid
from kiosk.storage.blocking import BlockingRunner, run_inline

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class StoredFile:
    """A file's SHA-256 (64 hex digits) and its size in bytes."""

    sha256: str
    size: int


def path_of(sha256: str) -> str:
    """Return the path of a file, relative to its store's folder.

    :raises ValueError: not a SHA-256 (64 hex digits); excludes path traversal.
    """
    if not _SHA256.fullmatch(sha256):
        raise ValueError("not a SHA-256")
    return f"{sha256[:2]}/{sha256}"


def too_large(limit: int) -> Invalid:
    """Return the error of a file of more than `limit` bytes."""
    return Invalid(
        N_("Tệp lớn hơn {limit} MB. Xin chia nhỏ rồi tải lại."),
        code="too_large",
        limit=limit // 1_000_000,
    )


def _limited(chunks: Iterable[bytes], limit: int) -> Iterator[bytes]:
    left = limit
    for chunk in chunks:
        left -= len(chunk)
        if left < 0:
            raise too_large(limit)
        yield chunk


class FileStore:
    """The content-addressed files of one server."""

    def __init__(self, root: Path, run_blocking: BlockingRunner = run_inline) -> None:
        """Store files below `root`, created if needed; `run_blocking` calls fsync."""
        self.root = self._root = root
        self._run_blocking = run_blocking
        self._incoming = root / "incoming"
        # For the worker, which needs space on the same disk with the same permissions.
        self.scratch = root / "scratch"

    def path(self, sha256: str) -> Path:
        """Return the path of a file, whether it exists or not."""
        return self._root / path_of(sha256)

    def has(self, sha256: str) -> bool:
        """Tell whether the file exists."""
        return self.path(sha256).is_file()

    def new_incoming(self) -> Path:
        """Return a new temporary path on the same disk."""
        self._incoming.mkdir(parents=True, exist_ok=True)
        return self._incoming / secrets.token_hex(16)

    def receive_stream(
        self, chunks: Iterable[bytes], *, limit: int
    ) -> tuple[Path, StoredFile]:
        """Write `chunks` to a temporary file while hashing.

        The caller passes it to `move_in`, or removes it.

        :raises Invalid: more than `limit` bytes came; nothing is left.
        """
        incoming, digest, size = self.new_incoming(), hashlib.sha256(), 0
        try:
            with incoming.open("xb") as file:
                for chunk in _limited(chunks, limit):
                    size += len(chunk)
                    digest.update(chunk)
                    file.write(chunk)
                file.flush()
                self._run_blocking(os.fsync, file.fileno())
        except BaseException:
            incoming.unlink(missing_ok=True)
            raise
        return incoming, StoredFile(digest.hexdigest(), size)

    def store_stream(self, chunks: Iterable[bytes], *, limit: int) -> StoredFile:
        """Store `chunks` while hashing.

        :raises Invalid: more than `limit` bytes came; nothing is stored.
        """
        incoming, stored = self.receive_stream(chunks, limit=limit)
        self.move_in(incoming, stored)
        return stored

    def hash_file(self, path: Path) -> StoredFile:
        """Force the file at `path` to disk; return its hash and size."""
        digest = hashlib.sha256()
        with path.open("rb") as file:
            while chunk := file.read(1 << 20):
                digest.update(chunk)
            self._run_blocking(os.fsync, file.fileno())
        return StoredFile(digest.hexdigest(), path.stat().st_size)

    def store_file(self, path: Path) -> StoredFile:
        """Store the complete file at `path` (same disk) by moving it."""
        stored = self.hash_file(path)
        self.move_in(path, stored)
        return stored

    def store_bytes(self, data: bytes) -> StoredFile:
        """Store `data`."""
        return self.store_stream([data], limit=len(data))

    def move_in(self, path: Path, stored: StoredFile) -> None:
        """Rename a hashed file (same disk) to its final path; fast."""
        target = self.path(stored.sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            path.unlink()
        else:
            path.rename(target)

    def delete(self, sha256: str) -> None:
        """Delete the file if it exists."""
        self.path(sha256).unlink(missing_ok=True)

    def clear_incoming(self, *, older_than: float = 0.0) -> None:
        """Remove temporary files at least `older_than` seconds old.

        A server may be receiving at the same time, so the worker sets an age.
        """
        for leftover in self._incoming.glob("*"):
            if time.time() - leftover.stat().st_mtime >= older_than:
                leftover.unlink(missing_ok=True)

    def iter_hashes(self, *, older_than: float) -> Iterator[str]:
        """Yield the hash of every file at least `older_than` seconds old."""
        for path in self._root.glob("??/*"):
            if time.time() - path.stat().st_mtime >= older_than:
                yield path.name

"""Files kept by their content: the name is the SHA-256, so a file never changes.

A file is written beside its place, forced to disk and renamed, so it is there
whole or not at all.
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
    """What was kept: its SHA-256 (64 hex digits) and its size in bytes."""

    sha256: str
    size: int


def path_of(sha256: str) -> str:
    """Return where below its store's folder the file with this SHA-256 lies.

    :raises ValueError: it is no SHA-256 (64 hex digits), so no path hides in it.
    """
    if not _SHA256.fullmatch(sha256):
        raise ValueError("not a SHA-256")
    return f"{sha256[:2]}/{sha256}"


def too_large(limit: int) -> Invalid:
    """Return the refusal of a file of more than `limit` bytes."""
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
        """Keep files below `root`, made when needed; `run_blocking` waits for the disk."""
        self.root = self._root = root
        self._run_blocking = run_blocking
        self._incoming = root / "incoming"
        # For the worker, who brings files on the same disk and with the same rights.
        self.scratch = root / "scratch"

    def path(self, sha256: str) -> Path:
        """Return where the file with this SHA-256 lies or would lie."""
        return self._root / path_of(sha256)

    def has(self, sha256: str) -> bool:
        """Tell whether the file is here."""
        return self.path(sha256).is_file()

    def new_incoming(self) -> Path:
        """Return a fresh path on the same disk, for something not yet complete."""
        self._incoming.mkdir(parents=True, exist_ok=True)
        return self._incoming / secrets.token_hex(16)

    def receive_stream(
        self, chunks: Iterable[bytes], *, limit: int
    ) -> tuple[Path, StoredFile]:
        """Write what `chunks` bring beside its place, hashing on the way.

        The caller settles it, or removes it.

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
        """Keep what `chunks` bring, hashing on the way.

        :raises Invalid: more than `limit` bytes came; nothing is kept.
        """
        incoming, stored = self.receive_stream(chunks, limit=limit)
        self.move_in(incoming, stored)
        return stored

    def hash_file(self, path: Path) -> StoredFile:
        """Force the complete file at `path` to disk and say what it is."""
        digest = hashlib.sha256()
        with path.open("rb") as file:
            while chunk := file.read(1 << 20):
                digest.update(chunk)
            self._run_blocking(os.fsync, file.fileno())
        return StoredFile(digest.hexdigest(), path.stat().st_size)

    def store_file(self, path: Path) -> StoredFile:
        """Keep the complete file at `path` (same disk), moving it."""
        stored = self.hash_file(path)
        self.move_in(path, stored)
        return stored

    def store_bytes(self, data: bytes) -> StoredFile:
        """Keep `data`."""
        return self.store_stream([data], limit=len(data))

    def move_in(self, path: Path, stored: StoredFile) -> None:
        """Move a measured file (same disk) to its place; quick, it only renames."""
        target = self.path(stored.sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            path.unlink()
        else:
            path.rename(target)

    def delete(self, sha256: str) -> None:
        """Remove the file if it is here."""
        self.path(sha256).unlink(missing_ok=True)

    def clear_incoming(self, *, older_than: float = 0.0) -> None:
        """Remove what an interrupted process left, `older_than` seconds and more ago.

        A server may be receiving right now, so a worker names an age.
        """
        for leftover in self._incoming.glob("*"):
            if time.time() - leftover.stat().st_mtime >= older_than:
                leftover.unlink(missing_ok=True)

    def iter_hashes(self, *, older_than: float) -> Iterator[str]:
        """Name every kept file that came `older_than` seconds ago or earlier."""
        for path in self._root.glob("??/*"):
            if time.time() - path.stat().st_mtime >= older_than:
                yield path.name

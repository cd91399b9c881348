"""Read the backups in a folder, and let one process at a time change them."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from kiosk.backup.file_copy import sha256_of
from kiosk.backup.rules import (
    BACKUP_NAME,
    FILE_LIST,
    MANIFEST,
    BackupError,
    BackupManifest,
    FileList,
)

LOCK_FILE = ".lock"


@contextmanager
def backup_lock(out: Path) -> Iterator[None]:
    """Hold the lock of a folder of backups.

    :raises BackupError: another backup is being written there.
    """
    with (out / LOCK_FILE).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupError(
                f"Một lần sao lưu khác đang ghi vào {out}. Chờ nó xong rồi chạy lại."
            ) from None
        yield


def finished_backups(out: Path) -> list[Path]:
    """Return the folders named as backups, the oldest first."""
    return sorted(path for path in out.glob("2*") if BACKUP_NAME.fullmatch(path.name))


def read_manifest(backup: Path) -> BackupManifest | None:
    """Return the manifest of a backup, None if it is not readable."""
    try:
        content = (backup / MANIFEST).read_bytes()
        return msgspec.json.decode(content, type=BackupManifest)
    except (OSError, msgspec.DecodeError):
        return None


def read_file_list(backup: Path, manifest: BackupManifest) -> FileList | None:
    """Return the list of files; None: damaged, or of a version that wrote none."""
    if not manifest.list_sha256:
        return None
    if sha256_of(backup / FILE_LIST) != manifest.list_sha256:
        return None
    return msgspec.json.decode((backup / FILE_LIST).read_bytes(), type=FileList)

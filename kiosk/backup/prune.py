"""Remove old backups, and the shared files that no backup refers to any more.

Interrupted anywhere it leaves complete backups only: a backup is renamed before it is
removed, and files are removed last.
"""

import datetime as dt
import shutil
from pathlib import Path

import msgspec

from kiosk.backup.folder import (
    backup_lock,
    finished_backups,
    read_file_list,
    read_manifest,
)
from kiosk.backup.rules import (
    DATABASE_FILE,
    FILES_FOLDER,
    POSTGRESQL,
    BackupError,
    FinishedBackup,
    KeepRule,
    backups_to_remove,
)
from kiosk.backup.stored_files import hashes_in
from kiosk.storage.database import Database

REMOVED_PREFIX = ".removed-"


class Pruned(msgspec.Struct, frozen=True):
    """The removed backups, and how many shared files went with them."""

    backups: list[str]
    files: int


def prune_backups(
    out: Path, rule: KeepRule, installation: str, now: dt.datetime
) -> Pruned:
    """Remove what `rule` does not keep of this installation's backups below `out`.

    :raises BackupError: another backup is under way, or it is not known which files a
        kept backup needs; then no shared file was removed.
    """
    with backup_lock(out):
        _remove_leftovers(out)
        removed = backups_to_remove(_ours(out, installation), rule, now)
        for name in removed:
            gone = out / f"{REMOVED_PREFIX}{name}"
            (out / name).rename(gone)
            shutil.rmtree(gone)
        return Pruned(removed, _sweep(out))


def _remove_leftovers(out: Path) -> None:
    """Remove what an interrupted backup or pruning left behind."""
    for path in [*out.glob(f"{REMOVED_PREFIX}*"), *out.glob(".2*")]:
        shutil.rmtree(path, ignore_errors=True)


def _ours(out: Path, installation: str) -> list[FinishedBackup]:
    """Return the readable backups of this installation, or of before it had a name."""
    found = []
    for path in finished_backups(out):
        manifest = read_manifest(path)
        if manifest and manifest.installation in {"", installation}:
            database = path / manifest.database_file
            is_whole = not manifest.damaged and database.is_file()
            found.append(FinishedBackup(path.name, manifest.at, is_whole))
    return found


def _sweep(out: Path) -> int:
    """Remove the shared files that no backup refers to; return how many."""
    needed: set[str] = set()
    for backup in finished_backups(out):
        needed |= _files_of(backup)
    unused = [
        path for path in (out / FILES_FOLDER).glob("??/*") if path.name not in needed
    ]
    for path in unused:
        path.unlink(missing_ok=True)
    return len(unused)


def _files_of(backup: Path) -> set[str]:
    """Return the SHA-256 of every file that a backup may need.

    :raises BackupError: that cannot be known.
    """
    manifest = read_manifest(backup)
    if manifest:
        listed = read_file_list(backup, manifest)
        if listed:
            return {*listed.stored, *listed.placed.values()}
        if manifest.database != POSTGRESQL and not manifest.list_sha256:
            return _hashes_in_copy(backup / DATABASE_FILE)
    raise BackupError(
        f"Không biết bản sao lưu {backup} cần những tệp nào vì nó bị hỏng; không xoá"
        " tệp nào. Kiểm tra rồi tự xoá thư mục ấy."
    )


def _hashes_in_copy(database: Path) -> set[str]:
    """Return the hashes in a backup of a version that wrote no list."""
    copy = Database(f"sqlite:///file:{database}?mode=ro&immutable=1&uri=true")
    try:
        with copy.read_session() as session:
            return hashes_in(session)
    finally:
        copy.close()

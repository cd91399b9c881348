"""Create a backup while the server runs.

A consistent copy of the database first, then the files it refers to, which never
change. Files are shared by all backups of a folder, by hash, so that further backups
copy only new ones.
"""

import datetime as dt
import shutil
from dataclasses import dataclass
from pathlib import Path

import msgspec

from kiosk import clock
from kiosk.backup.file_copy import copy_small_files, copy_verified, sha256_of
from kiosk.backup.folder import backup_lock
from kiosk.backup.rules import (
    ARCHIVE_FILE,
    BACKUP_NAME_FORMAT,
    DATABASE_FILE,
    FILE_LIST,
    FILES_FOLDER,
    MANIFEST,
    PLACED_FOLDERS,
    POSTGRESQL,
    SQLITE,
    BackupError,
    BackupManifest,
    FileList,
    LastBackup,
)
from kiosk.backup.stored_files import revision_in, stored_files
from kiosk.private_folder import write_private_file
from kiosk.storage.database import Database
from kiosk.storage.database_copy import (
    copy_sqlite,
    dump_postgresql,
    server_version,
)
from kiosk.storage.files import path_of
from kiosk.storage.schema_update import database_revision
from kiosk.storage.secrets import hash_secret
from kiosk.storage.store import Store

# In the data folder: describes the last backup.
LAST_BACKUP_FILE = "backup.json"
_ID_LENGTH = 16


@dataclass(frozen=True)
class CopiedDatabase:
    """A copied database: its kind, what it refers to, as of one moment."""

    kind: str
    file: Path
    revision: str
    files: set[str]
    server_version: int = 0


def installation_id(store: Store) -> str:
    """Return what distinguishes this installation's backups from others', no secret."""
    return hash_secret(store.config.server_key(), "backup", "")[:_ID_LENGTH]


def create_backup(store: Store, out: Path) -> tuple[Path, BackupManifest]:
    """Create a backup below `out`; return its folder and manifest.

    :raises BackupError: the database is damaged or empty, `out` is inside the data
        folder, or another backup is under way.
    :raises DatabaseCopyError: pg_dump cannot be used.
    """
    data = store.config.data
    if out.resolve().is_relative_to(data):
        raise BackupError(
            f"{out} nằm trong chính thư mục dữ liệu. Chọn ổ đĩa khác, tốt nhất là máy"
            " khác."
        )
    if not database_revision(store.database):
        raise BackupError(f"Chưa có dữ liệu trong {data} để sao lưu.")
    at = clock.now()
    draft, final = (
        out / f".{at:{BACKUP_NAME_FORMAT}}",
        out / f"{at:{BACKUP_NAME_FORMAT}}",
    )
    if final.exists():
        raise BackupError(f"{final} đã có. Chờ một giây rồi thử lại.")
    out.mkdir(mode=0o700, parents=True, exist_ok=True)
    with backup_lock(out):
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        try:
            manifest = _fill(store, at, draft, out / FILES_FOLDER)
            draft.rename(final)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    remember_backup(data, LastBackup(at, str(final), len(manifest.damaged)))
    return final, manifest


def _fill(store: Store, at: dt.datetime, folder: Path, files: Path) -> BackupManifest:
    copied = _copy_database(store, folder)
    damaged = [
        sha256
        for sha256 in sorted(copied.files)
        if not copy_verified(store.files.path(sha256), files / path_of(sha256), sha256)
    ]
    placed = _copy_placed(store.files.root, files)
    copy_small_files(store.config.data, folder)
    kept = (copied.files - set(damaged)) | set(placed.values())
    listed = msgspec.json.encode(FileList(sorted(copied.files), placed))
    write_private_file(folder / FILE_LIST, listed)
    manifest = BackupManifest(
        at=at,
        database_sha256=sha256_of(copied.file),
        files=len(copied.files | set(placed.values())),
        bytes=sum((files / path_of(sha256)).stat().st_size for sha256 in kept),
        damaged=damaged,
        database=copied.kind,
        server_version=copied.server_version,
        revision=copied.revision,
        list_sha256=sha256_of(folder / FILE_LIST),
        installation=installation_id(store),
    )
    write_private_file(folder / MANIFEST, msgspec.json.encode(manifest))
    return manifest


def _copy_database(store: Store, folder: Path) -> CopiedDatabase:
    if not store.database.is_sqlite:
        return _copy_postgresql(store, folder / ARCHIVE_FILE)
    target = folder / DATABASE_FILE
    source = Path(store.database.engine.url.database or "").absolute()
    copy_sqlite(source, target)
    # A copy of the copy: opening it would change it.
    opened = folder / f".{DATABASE_FILE}"
    shutil.copyfile(target, opened)
    copy = Database(f"sqlite:///{opened}")
    try:
        with copy.read_session() as session:
            revision = revision_in(session)
            named = stored_files(session, revision, store.files)
    finally:
        copy.close()
        for path in folder.glob(f"{opened.name}*"):
            path.unlink()
    return CopiedDatabase(SQLITE, target, revision, named)


def _copy_postgresql(store: Store, target: Path) -> CopiedDatabase:
    # pg_dump reads the very snapshot in which this session lists the files.
    with store.read_session() as session:
        revision = revision_in(session)
        dump_postgresql(store.database, session, target)
        named = stored_files(session, revision, store.files)
        version = server_version(session)
    return CopiedDatabase(POSTGRESQL, target, revision, named, version)


def _copy_placed(source: Path, files: Path) -> dict[str, str]:
    """Copy the files of `PLACED_FOLDERS`; return their SHA-256 by path."""
    found = {}
    for name in PLACED_FOLDERS:
        for path in sorted((source / name).rglob("*")):
            if path.name.startswith(".") or not path.is_file():
                continue
            sha256 = sha256_of(path)
            # Empty: deleted a moment ago.
            if sha256 and copy_verified(path, files / path_of(sha256), sha256):
                found[path.relative_to(source).as_posix()] = sha256
    return found


def remember_backup(data: Path, last: LastBackup) -> None:
    """Write down the last backup for `doctor`."""
    write_private_file(data / LAST_BACKUP_FILE, msgspec.json.encode(last))


def last_backup(data: Path) -> LastBackup | None:
    """Return the last backup of the data folder `data`, if any."""
    try:
        content = (data / LAST_BACKUP_FILE).read_bytes()
        return msgspec.json.decode(content, type=LastBackup)
    except (FileNotFoundError, msgspec.DecodeError):
        return None

"""Create a backup while the server runs.

A consistent copy of the database first, then the files it refers to, which never
change. Files are shared by all backups of a folder, by hash, so that further backups
copy only new ones.
"""

import contextlib
import datetime as dt
import shutil
import sqlite3
from pathlib import Path

import msgspec

from kiosk import clock
from kiosk.backup.file_copy import copy_durably, copy_verified, sha256_of
from kiosk.backup.rules import (
    BACKUP_NAME_FORMAT,
    DATABASE_FILE,
    FILES_FOLDER,
    MANIFEST,
    SECRET_FILES,
    BackupError,
    BackupManifest,
    LastBackup,
)
from kiosk.certificates.store import write_private_file
from kiosk.documents.unrestricted_queries import files_in_use
from kiosk.storage.database import Database
from kiosk.storage.files import path_of
from kiosk.storage.store import Store

# In the data folder: describes the last backup.
LAST_BACKUP_FILE = "backup.json"


def copy_database(source: Path, target: Path) -> None:
    """Copy a SQLite database in use, consistently.

    :raises BackupError: the copy, and so the original, is damaged.
    """
    uri = f"{source.as_uri()}?mode=ro"
    with (
        contextlib.closing(sqlite3.connect(uri, uri=True)) as read,
        contextlib.closing(sqlite3.connect(target)) as write,
    ):
        # In one step: in WAL mode a reader does not block writers.
        read.backup(write, pages=-1)
        # WAL off: the copy is a single file.
        write.execute("PRAGMA journal_mode=DELETE")
        (result,) = write.execute("PRAGMA integrity_check").fetchone()
    if result != "ok":
        raise BackupError(f"Cơ sở dữ liệu bị hỏng: {result}.")
    target.chmod(0o600)


def _named_files(database: Path) -> set[str]:
    """Return the SHA-256 of every file that a copied database refers to."""
    copy = Database(f"sqlite:///{database}")
    try:
        with copy.read_session() as session:
            return files_in_use(session)
    finally:
        copy.close()
        # Opening the database has switched WAL on again.
        with contextlib.closing(sqlite3.connect(database)) as link:
            link.execute("PRAGMA journal_mode=DELETE")


def create_backup(store: Store, out: Path) -> tuple[Path, BackupManifest]:
    """Create a backup below `out`; return its folder and manifest.

    :raises BackupError: the database is not SQLite or is damaged, or `out` is inside
        the data folder.
    """
    data = store.config.data
    if not store.database.is_sqlite:
        raise BackupError(
            "Cơ sở dữ liệu là PostgreSQL: sao lưu nó bằng pg_dump, và sao lưu thư mục"
            f" {data} (tệp, server.key, tls) bằng công cụ của đơn vị."
        )
    if out.resolve().is_relative_to(data):
        raise BackupError(
            f"{out} nằm trong chính thư mục dữ liệu. Chọn ổ đĩa khác, tốt nhất là máy"
            " khác."
        )
    at = clock.now()
    draft, final = (
        out / f".{at:{BACKUP_NAME_FORMAT}}",
        out / f"{at:{BACKUP_NAME_FORMAT}}",
    )
    if final.exists():
        raise BackupError(f"{final} đã có. Chờ một giây rồi thử lại.")
    draft.mkdir(mode=0o700, parents=True)
    try:
        manifest = _fill(store, at, draft, out / FILES_FOLDER)
        draft.rename(final)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    remembered = LastBackup(at, str(final), len(manifest.damaged))
    write_private_file(data / LAST_BACKUP_FILE, msgspec.json.encode(remembered))
    return final, manifest


def _fill(store: Store, at: dt.datetime, folder: Path, files: Path) -> BackupManifest:
    data = store.config.data
    copy_database(
        Path(store.database.engine.url.database or ""), folder / DATABASE_FILE
    )
    named = _named_files(folder / DATABASE_FILE)
    damaged = [
        sha256
        for sha256 in sorted(named)
        if not copy_verified(store.files.path(sha256), files / path_of(sha256), sha256)
    ]
    for name in SECRET_FILES:
        if (data / name).exists():
            copy_durably(data / name, folder / name)
    size = sum(
        (files / path_of(sha256)).stat().st_size for sha256 in named - set(damaged)
    )
    digest = sha256_of(folder / DATABASE_FILE)
    manifest = BackupManifest(at, digest, len(named), size, damaged)
    write_private_file(folder / MANIFEST, msgspec.json.encode(manifest))
    return manifest


def last_backup(data: Path) -> LastBackup | None:
    """Return the last backup of the data folder `data`, if any."""
    try:
        content = (data / LAST_BACKUP_FILE).read_bytes()
        return msgspec.json.decode(content, type=LastBackup)
    except (FileNotFoundError, msgspec.DecodeError):
        return None

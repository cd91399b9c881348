"""Taking a backup while the meeting goes on.

The database first, as of one moment; then the files it speaks of, which never change.
Files are kept by hash beside all backups of a folder, so that the second backup takes
only what is new.
"""

import contextlib
import datetime as dt
import os
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
from kiosk.documents.unrestricted_queries import files_in_use
from kiosk.storage.database import Database
from kiosk.storage.files import path_of
from kiosk.storage.store import Store

# Where the data folder remembers the last backup.
LAST_BACKUP_FILE = "backup.json"


def copy_database(source: Path, target: Path) -> None:
    """Copy a SQLite database that others write to, as of one moment.

    :raises BackupError: the copy is damaged, so the original is.
    """
    uri = f"{source.as_uri()}?mode=ro"
    with (
        contextlib.closing(sqlite3.connect(uri, uri=True)) as read,
        contextlib.closing(sqlite3.connect(target)) as write,
    ):
        # All in one step: in WAL mode a reader holds up no writer.
        read.backup(write, pages=-1)
        # One file, whatever the original was.
        write.execute("PRAGMA journal_mode=DELETE")
        (told,) = write.execute("PRAGMA integrity_check").fetchone()
    if told != "ok":
        raise BackupError(f"Cơ sở dữ liệu bị hỏng: {told}.")
    target.chmod(0o600)


def _named_files(database: Path) -> set[str]:
    """Return the SHA-256 of every file that a copied database speaks of."""
    copy = Database(f"sqlite:///{database}")
    try:
        with copy.read_session() as session:
            return files_in_use(session)
    finally:
        copy.close()
        # Reading has made it a database in use again.
        with contextlib.closing(sqlite3.connect(database)) as link:
            link.execute("PRAGMA journal_mode=DELETE")


def create_backup(store: Store, out: Path) -> tuple[Path, BackupManifest]:
    """Copy everything below `out`; return where, and what was found.

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
        words = _fill(store, at, draft, out / FILES_FOLDER)
        draft.rename(final)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    remembered = LastBackup(at, str(final), len(words.damaged))
    _write(data / LAST_BACKUP_FILE, msgspec.json.encode(remembered))
    return final, words


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
    words = BackupManifest(at, digest, len(named), size, damaged)
    _write(folder / MANIFEST, msgspec.json.encode(words))
    return words


def _write(path: Path, data: bytes) -> None:
    draft = path.with_name(f".{path.name}")
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def last_backup(data: Path) -> LastBackup | None:
    """Return what is remembered of the last backup of the data folder `data`."""
    try:
        told = (data / LAST_BACKUP_FILE).read_bytes()
        return msgspec.json.decode(told, type=LastBackup)
    except (FileNotFoundError, msgspec.DecodeError):
        return None

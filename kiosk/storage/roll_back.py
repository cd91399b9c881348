"""Go back to a copy of the database that was made before an update."""

import sqlite3
from contextlib import closing
from pathlib import Path

from kiosk import clock
from kiosk.config import Config
from kiosk.private_folder import make_private
from kiosk.storage.database import Database
from kiosk.storage.database_copy import copy_sqlite, load_postgresql
from kiosk.storage.errors import DatabaseCopyError
from kiosk.storage.process_lock import is_locked
from kiosk.storage.schema_revision import revision_of
from kiosk.storage.schema_update import COPIES_FOLDER, database_revision

# What SQLite keeps beside a database file in use.
_SIDE_FILES = ("-wal", "-shm")


def roll_back(config: Config, database: Database, copy: Path) -> Path | None:
    """Make `copy` the database; return where the present one was put aside.

    With PostgreSQL the copy is loaded into the configured database, which must be
    empty; nothing is put aside.

    :raises DatabaseCopyError: a server runs, or the copy cannot be used; nothing was
        changed.
    """
    for name in ("server.lock", config.server_lock.name, "worker.lock"):
        if is_locked(config.data / name):
            raise DatabaseCopyError(
                f"Máy chủ hoặc bộ xử lý đang chạy trên {config.data}. Dừng chúng"
                " (systemctl stop kiosk kiosk-worker) rồi chạy lại."
            )
    if not copy.is_file():
        raise DatabaseCopyError(f"Không có tệp {copy}.")
    if not database.is_sqlite:
        load_postgresql(database, copy)
        return None
    return _replace_sqlite(config, database, copy)


def _replace_sqlite(config: Config, database: Database, copy: Path) -> Path:
    present = Path(database.engine.url.database or "").absolute()
    folder = config.data / COPIES_FOLDER
    make_private(folder)
    draft = present.with_name(f".{present.name}.draft")
    draft.unlink(missing_ok=True)
    try:
        copy_sqlite(copy, draft)
        if not revision_of(draft):
            raise DatabaseCopyError(f"{copy} không phải cơ sở dữ liệu của Kiosk.")
        revision = database_revision(database) or "0000"
        aside = folder / f"kiosk-{revision}-{clock.now():%Y%m%d-%H%M%S}.db"
        copy_sqlite(present, aside)
        database.close()
        _empty_log(present)
        for suffix in _SIDE_FILES:
            present.with_name(present.name + suffix).unlink(missing_ok=True)
        draft.replace(present)
    finally:
        draft.unlink(missing_ok=True)
    return aside


def _empty_log(database: Path) -> None:
    """Write SQLite's log into the file, which is complete without it afterwards."""
    with closing(sqlite3.connect(database, isolation_level=None)) as link:
        (busy, _, _) = link.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise DatabaseCopyError(
                f"Một chương trình khác đang mở {database}. Đóng nó rồi chạy lại."
            )

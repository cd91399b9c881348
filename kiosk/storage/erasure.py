"""Remove from the database's files what deleted rows leave behind."""

import contextlib
import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import PoolProxiedConnection

from kiosk.storage.blocking import run_inline
from kiosk.storage.database import Database

# A reader of an older state holds the log of SQLite for as long as it reads.
TRIES = 50
PAUSE_SECONDS = 0.1


def erase_deleted_rows(
    database: Database,
    table: str,
    run: Callable[..., Any] = run_inline,
    sleep: Callable[[float], object] = time.sleep,
) -> bool:
    """Let go of the deleted rows of `table`; tell whether it was done.

    On SQLite, `PRAGMA secure_delete` has overwritten them in the newest state; the log
    is written into the database file and cut to nothing. On PostgreSQL, VACUUM frees
    their space; its own log and its blocks keep them for a while (docs/security.md).
    """
    with contextlib.closing(database.engine.raw_connection()) as connection:
        if database.is_sqlite:
            return _empty_log(connection, run, sleep)
        _vacuum(connection, table)
        return True


def _empty_log(
    connection: PoolProxiedConnection,
    run: Callable[..., Any],
    sleep: Callable[[float], object],
) -> bool:
    for _ in range(TRIES):
        if run(_checkpoint, connection.driver_connection):
            return True
        sleep(PAUSE_SECONDS)
    return False


def _checkpoint(raw: Any) -> bool:
    (busy, _log, _done) = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return int(busy) == 0


def _vacuum(connection: PoolProxiedConnection, table: str) -> None:
    raw: Any = connection.driver_connection
    # VACUUM runs outside transactions only.
    raw.autocommit = True
    try:
        with contextlib.closing(raw.cursor()) as cursor:
            cursor.execute(f"VACUUM {table}")
    finally:
        raw.autocommit = False

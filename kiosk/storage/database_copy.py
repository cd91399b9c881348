"""Copy a whole database as of one moment, and load a copy.

SQLite is copied into a file of its own by its online backup, PostgreSQL into an archive
of pg_dump.
"""

import contextlib
import os
import sqlite3
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from kiosk.storage.database import Database
from kiosk.storage.errors import DatabaseCopyError
from kiosk.storage.postgresql_tools import checked_tool, major_version, run_tool

# Nothing that waits for a lock of a table holds a copy up for longer, in seconds.
_LOCK_SECONDS = 60
_OBJECTS = text(
    "SELECT count(*) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace"
    " WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'"
)


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a SQLite database in use, consistently and durably.

    :raises DatabaseCopyError: the copy, and so the original, is damaged or unreadable.
    """
    uri = f"{source.as_uri()}?mode=ro"
    try:
        with (
            contextlib.closing(sqlite3.connect(uri, uri=True)) as read,
            contextlib.closing(sqlite3.connect(target)) as write,
        ):
            # In one step: in WAL mode a reader does not block writers.
            read.backup(write, pages=-1)
            # WAL off: the copy is a single file.
            write.execute("PRAGMA journal_mode=DELETE")
            (result,) = write.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.Error as error:
        raise DatabaseCopyError(
            f"Không chép được cơ sở dữ liệu {source}: {error}."
        ) from None
    if result != "ok":
        raise DatabaseCopyError(f"Cơ sở dữ liệu bị hỏng: {result}.")
    _finish(target)


def server_version(session: Session) -> int:
    """Return the major version of the PostgreSQL server."""
    number = session.execute(text("SELECT current_setting('server_version_num')"))
    return major_version(int(number.scalar_one()))


def dump_postgresql(database: Database, session: Session, target: Path) -> None:
    """Write what `session`, a read session, sees of PostgreSQL into an archive.

    :raises DatabaseCopyError: pg_dump is missing, older than the server, or failed.
    """
    tool = checked_tool("pg_dump", server_version(session))
    snapshot = session.execute(text("SELECT pg_export_snapshot()")).scalar_one()
    # Created here, so that it is the owner's alone whatever the umask.
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    arguments = [
        *("--format=custom", "--no-owner", "--no-privileges"),
        *(f"--lock-wait-timeout={_LOCK_SECONDS}s", f"--snapshot={snapshot}"),
        f"--file={target}",
    ]
    run_tool(tool, arguments, database.engine)
    _finish(target)


def check_empty(session: Session) -> None:
    """Check that a PostgreSQL database has no table of anybody.

    :raises DatabaseCopyError: it has.
    """
    if session.execute(_OBJECTS).scalar_one():
        raise DatabaseCopyError(
            "Cơ sở dữ liệu PostgreSQL trong KIOSK_DATABASE_URL đã có bảng; không có gì"
            " bị ghi đè. Tạo một cơ sở dữ liệu trống (createdb) rồi đặt lại"
            " KIOSK_DATABASE_URL."
        )


def load_postgresql(database: Database, archive: Path) -> None:
    """Load an archive into an empty PostgreSQL database, completely or not at all.

    :raises DatabaseCopyError: the database is not empty, or pg_restore failed.
    """
    with database.read_session() as session:
        check_empty(session)
        tool = checked_tool("pg_restore", server_version(session))
    arguments = [
        *("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"),
        # Without it pg_restore would write SQL to its output.
        f"--dbname={database.engine.url.database}",
        str(archive),
    ]
    run_tool(tool, arguments, database.engine)


def _finish(target: Path) -> None:
    """Force a copy to disk, for its owner alone."""
    target.chmod(0o600)
    for path in (target, target.parent):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

"""Open SQLite (one machine) or PostgreSQL (several), and sessions that read.

On both, all writers take one lock before they read anything, so what an action has
checked still holds when it writes; and a read session sees one snapshot.

SQLite runs in WAL mode. It waits for locks inside C, where no other green thread can
run, so for `BUSY_MS` at most; `unit_of_work.py` retries. Its commit waits for the disk
in another thread (`blocking.py`). psycopg2 yields to green threads while it waits.
"""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, cast

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from kiosk.storage.blocking import BlockingRunner, run_inline
from kiosk.storage.errors import database_unavailable

ReadSession = Callable[[], AbstractContextManager[Session]]

BUSY_MS = 10
# Advisory lock of every write transaction on PostgreSQL: "kiosk" in ASCII.
WRITERS_LOCK_KEY = 0x6B696F736B
# Timeout of that lock, in seconds.
LOCK_TIMEOUT_SECONDS = 8
# A writer whose process or machine has died loses the lock after this, in seconds.
IDLE_WRITER_SECONDS = 10
# PostgreSQL allows 100 connections by default; per process.
MAX_CONNECTIONS = 20
# Slow SQLite queries at once: the other core is for the event loop.
MAX_SLOW_QUERIES = 1
# PostgreSQL is considered unavailable after this, in seconds.
POSTGRESQL_TIMEOUT_SECONDS = 5

# SQLSTATE classes: connection lost, out of resources, shutting down; lock timeout.
_UNAVAILABLE_STATES = ("08", "53", "57", "55P03")


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # Disables the driver's BEGIN; `_begin_sqlite` sends the right one.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        f"busy_timeout={BUSY_MS}",
        "foreign_keys=ON",
        "cache_size=-16000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # Taking the write lock first avoids "database is locked" later on.
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    if connection.get_execution_options().get("writes"):
        connection.exec_driver_sql(
            f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT_SECONDS}s';"
            f"SET LOCAL idle_in_transaction_session_timeout = '{IDLE_WRITER_SECONDS}s';"
            f"SELECT pg_advisory_xact_lock({WRITERS_LOCK_KEY})"
        )


def _connection_class(run_blocking: BlockingRunner) -> type[sqlite3.Connection]:
    class Connection(sqlite3.Connection):
        """A connection that commits outside the event loop."""

        def commit(self) -> None:
            """Commit; everything else has been written before.

            Other green threads run meanwhile. None can meet this transaction's lock:
            writers queue at the process's own lock before they ask SQLite for its.
            """
            if self.in_transaction:
                run_blocking(super().commit)

    return Connection


def _sqlite_engine(address: str, run_blocking: BlockingRunner) -> Engine:
    engine = create_engine(
        address,
        pool_size=10,
        max_overflow=90,
        connect_args={"factory": _connection_class(run_blocking)},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _postgresql_engine(address: str) -> Engine:
    silent_ms = POSTGRESQL_TIMEOUT_SECONDS * 1000
    options: dict[str, Any] = {
        "connect_timeout": POSTGRESQL_TIMEOUT_SECONDS,
        # Under green threads libpq has no timeout of its own; the kernel's is used.
        "tcp_user_timeout": silent_ms,
        "keepalives_idle": POSTGRESQL_TIMEOUT_SECONDS,
        "keepalives_interval": 1,
        "keepalives_count": POSTGRESQL_TIMEOUT_SECONDS,
        "application_name": "kiosk",
    }
    engine = create_engine(
        address,
        connect_args=options,
        isolation_level="REPEATABLE READ",
        pool_size=MAX_CONNECTIONS,
        max_overflow=0,
        pool_timeout=LOCK_TIMEOUT_SECONDS,
        # Detects a restarted server before a connection is used.
        pool_pre_ping=True,
    )
    event.listen(engine, "begin", _begin_postgresql)
    return engine


def _fetch(
    connection: sqlite3.Connection, query: str, values: dict[str, Any]
) -> list[tuple[Any, ...]]:
    return connection.execute(query, values).fetchall()


def fetch_slow_query(
    session: Session, query: str, values: dict[str, Any]
) -> list[tuple[Any, ...]]:
    """Return the rows of a query that takes milliseconds, without blocking the loop.

    `query` has parameters of the form `:name`. SQLite runs in the calling thread, so
    the query runs in another one. PostgreSQL is a process of its own.
    """
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        return [tuple(row) for row in connection.execute(text(query), values)]
    raw = connection.connection.driver_connection
    run_blocking, semaphore = session.info.get(
        "run_blocking", (run_inline, threading.Lock())
    )
    with semaphore:
        return cast("list[tuple[Any, ...]]", run_blocking(_fetch, raw, query, values))


def is_unavailable(error: BaseException | None) -> bool:
    """Tell whether `error` means: database unavailable, out of resources or locked."""
    if isinstance(error, PoolTimeout):
        return True
    if not isinstance(error, DBAPIError):
        return False
    # SQLite's errors have no SQLSTATE; PostgreSQL's lack one only when the connection
    # was lost.
    state = getattr(error.orig, "pgcode", "")
    return (
        error.connection_invalidated
        or state is None
        or state.startswith(_UNAVAILABLE_STATES)
    )


@contextmanager
def translate_database_errors() -> Iterator[None]:
    """Translate the errors of an unavailable database.

    :raises DatabaseUnavailable: it is unavailable; the transaction is rolled back.
    """
    try:
        yield
    except (DBAPIError, PoolTimeout) as error:
        if not is_unavailable(error):
            raise
        raise database_unavailable(error) from error


class Database:
    """The database of one installation."""

    def __init__(self, address: str, run_blocking: BlockingRunner = run_inline) -> None:
        """Create the engine for `address`; nothing is opened before its first use.

        `run_blocking` runs commits to disk.
        """
        self.is_sqlite = address.startswith("sqlite")
        self._info = {
            "run_blocking": (run_blocking, threading.Semaphore(MAX_SLOW_QUERIES))
        }
        if self.is_sqlite:
            self.engine = _sqlite_engine(address, run_blocking)
            self.writing_engine = self.engine.execution_options(writes=True)
            return
        engine = _postgresql_engine(address)
        self.engine = engine.execution_options(postgresql_readonly=True)
        # The writers' lock serialises transactions, and each statement must see what
        # was committed while it waited for the lock.
        self.writing_engine = engine.execution_options(
            writes=True, isolation_level="READ COMMITTED"
        )

    @contextmanager
    def read_session(self) -> Iterator[Session]:
        """Yield a session that sees one snapshot of the database and does not write.

        :raises DatabaseUnavailable: the database is unavailable.
        """
        with (
            translate_database_errors(),
            Session(self.engine, autoflush=False, info=self._info) as session,
        ):
            yield session

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

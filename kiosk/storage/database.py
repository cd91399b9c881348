"""The engine, and sessions that read: SQLite on one machine, PostgreSQL on several.

Both keep one law: all writers of a database queue at one lock, taken before
anything is read, so what an action has checked still holds when it writes; and a
reading session sees one moment.

SQLite is opened in WAL mode. Its own waiting happens inside C, where no other
green thread can run, so it waits at most `BUSY_MS`; the longer, green waiting is
done by `unit_of_work.py`. Its commit waits for the disk, run_blocking (see `run_blocking.py`).
PostgreSQL is waited for greenly.
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from kiosk.storage.blocking import BlockingRunner, run_inline
from kiosk.storage.errors import database_unavailable

BUSY_MS = 10
# Taken by every write transaction of ours on PostgreSQL: "kiosk" in ASCII.
WRITERS_LOCK_KEY = 0x6B696F736B
# A writer waits for the others so long, in seconds, and is then refused as database_unavailable.
LOCK_TIMEOUT_SECONDS = 8
# A writer whose process or machine has died keeps the others waiting no longer.
IDLE_WRITER_SECONDS = 10
# PostgreSQL allows 100 connections in all unless told otherwise: so few a process.
MAX_CONNECTIONS = 20
# Long questions to SQLite that are answered at once: the other core is the loop's.
MAX_SLOW_QUERIES = 1
# A server that says nothing for so long is away, in seconds.
POSTGRESQL_TIMEOUT_SECONDS = 5

# SQLSTATE classes that mean: away, full, shutting down or starting; and held too long.
_UNAVAILABLE_STATES = ("08", "53", "57", "55P03")


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver's own BEGIN is turned off: `_begin` below says which one to send.
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
    # Taking the write lock first leaves no half-way "database is locked".
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
        """A connection whose commits are forced to disk beside the loop."""

        def commit(self) -> None:
            """Commit. All of the transaction has been written before.

            Other green threads run meanwhile. None of them can meet this
            transaction's lock: writers queue at the process's own lock before they
            ask SQLite for its.
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
        # Under green threads libpq keeps no clock of its own; the kernel does.
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
        # A restarted server is noticed before a connection is used, not by it.
        pool_pre_ping=True,
    )
    event.listen(engine, "begin", _begin_postgresql)
    return engine


def _fetch(
    link: sqlite3.Connection, question: str, values: dict[str, Any]
) -> list[tuple[Any, ...]]:
    return link.execute(question, values).fetchall()


def fetch_slow_query(
    session: Session, question: str, values: dict[str, Any]
) -> list[tuple[Any, ...]]:
    """Return the rows of a question that takes milliseconds, waited for run_blocking.

    `question` has its values as `:names`. SQLite answers in the caller's thread, where
    nobody else runs meanwhile; so it is asked in another. PostgreSQL is a program of
    its own.
    """
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        return [tuple(row) for row in connection.execute(text(question), values)]
    link = connection.connection.driver_connection
    run_blocking, turnstile = session.info.get(
        "run_blocking", (run_inline, threading.Lock())
    )
    with turnstile:
        return cast(
            "list[tuple[Any, ...]]", run_blocking(_fetch, link, question, values)
        )


def is_unavailable(error: BaseException | None) -> bool:
    """Tell whether `error` means that the database is away, full or held too long."""
    if isinstance(error, PoolTimeout):
        return True
    if not isinstance(error, DBAPIError):
        return False
    # SQLite's errors have no SQLSTATE; PostgreSQL's have none only when there was
    # nobody to send one.
    state = getattr(error.orig, "pgcode", "")
    return (
        error.connection_invalidated
        or state is None
        or state.startswith(_UNAVAILABLE_STATES)
    )


@contextmanager
def translate_database_errors() -> Iterator[None]:
    """Turn the errors of a database that is away into a refusal in words.

    :raises DatabaseUnavailable: it is away; whatever was begun is undone.
    """
    try:
        yield
    except (DBAPIError, PoolTimeout) as error:
        if not is_unavailable(error):
            raise
        raise database_unavailable(error) from error


class Database:
    """The database of one server, or of several that are one."""

    def __init__(self, address: str, run_blocking: BlockingRunner = run_inline) -> None:
        """Make the engine for `address`; nothing is opened before it is used.

        `run_blocking` waits for the disk.
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
        # Behind the writers' lock nothing changes under a transaction, and each
        # statement must see what was committed while it waited for the lock.
        self.writing_engine = engine.execution_options(
            writes=True, isolation_level="READ COMMITTED"
        )

    @contextmanager
    def read_session(self) -> Iterator[Session]:
        """Give a session that sees one moment of the database and writes nothing.

        :raises DatabaseUnavailable: the database is away.
        """
        with (
            translate_database_errors(),
            Session(self.engine, autoflush=False, info=self._info) as session,
        ):
            yield session

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()

"""The engine, and sessions that read: SQLite on one machine, PostgreSQL on several.

Both keep one law: all writers of a database queue at one lock, taken before
anything is read, so what an action has checked still holds when it writes; and a
reading session sees one moment.

SQLite is opened in WAL mode. Its own waiting happens inside C, where no other
green thread can run, so it waits at most `BUSY_MS`; the longer, green waiting is
done by `unit_of_work.py`. Its commit waits for the disk, aside (see `aside.py`).
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

from kiosk.storage.aside import Aside, directly
from kiosk.storage.refusals import busy

BUSY_MS = 10
# Taken by every write transaction of ours on PostgreSQL: "kiosk" in ASCII.
WRITERS_LOCK = 0x6B696F736B
# A writer waits for the others so long, in seconds, and is then refused as busy.
LOCK_SECONDS = 8
# A writer whose process or machine has died keeps the others waiting no longer.
IDLE_WRITER_SECONDS = 10
# PostgreSQL allows 100 connections in all unless told otherwise: so few a process.
MOST_CONNECTIONS = 20
# Long questions to SQLite that are answered at once: the other core is the loop's.
MOST_LONG = 1
# A server that says nothing for so long is away, in seconds.
SILENT_SECONDS = 5

# SQLSTATE classes that mean: away, full, shutting down or starting; and held too long.
_AWAY = ("08", "53", "57", "55P03")


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
            f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s';"
            f"SET LOCAL idle_in_transaction_session_timeout = '{IDLE_WRITER_SECONDS}s';"
            f"SELECT pg_advisory_xact_lock({WRITERS_LOCK})"
        )


def _connection_class(aside: Aside) -> type[sqlite3.Connection]:
    class Connection(sqlite3.Connection):
        """A connection whose commits are forced to disk beside the loop."""

        def commit(self) -> None:
            """Commit. All of the transaction has been written before.

            Other green threads run meanwhile. None of them can meet this
            transaction's lock: writers queue at the process's own lock before they
            ask SQLite for its.
            """
            if self.in_transaction:
                aside(super().commit)

    return Connection


def _sqlite_engine(address: str, aside: Aside) -> Engine:
    engine = create_engine(
        address,
        pool_size=10,
        max_overflow=90,
        connect_args={"factory": _connection_class(aside)},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _postgresql_engine(address: str) -> Engine:
    silent_ms = SILENT_SECONDS * 1000
    options: dict[str, Any] = {
        "connect_timeout": SILENT_SECONDS,
        # Under green threads libpq keeps no clock of its own; the kernel does.
        "tcp_user_timeout": silent_ms,
        "keepalives_idle": SILENT_SECONDS,
        "keepalives_interval": 1,
        "keepalives_count": SILENT_SECONDS,
        "application_name": "kiosk",
    }
    engine = create_engine(
        address,
        connect_args=options,
        isolation_level="REPEATABLE READ",
        pool_size=MOST_CONNECTIONS,
        max_overflow=0,
        pool_timeout=LOCK_SECONDS,
        # A restarted server is noticed before a connection is used, not by it.
        pool_pre_ping=True,
    )
    event.listen(engine, "begin", _begin_postgresql)
    return engine


def _fetch(
    link: sqlite3.Connection, question: str, values: dict[str, Any]
) -> list[tuple[Any, ...]]:
    return link.execute(question, values).fetchall()


def long_rows(
    session: Session, question: str, values: dict[str, Any]
) -> list[tuple[Any, ...]]:
    """Return the rows of a question that takes milliseconds, waited for aside.

    `question` has its values as `:names`. SQLite answers in the caller's thread, where
    nobody else runs meanwhile; so it is asked in another. PostgreSQL is a program of
    its own.
    """
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        return [tuple(row) for row in connection.execute(text(question), values)]
    link = connection.connection.driver_connection
    aside, turnstile = session.info.get("aside", (directly, threading.Lock()))
    with turnstile:
        return cast("list[tuple[Any, ...]]", aside(_fetch, link, question, values))


def is_away(error: BaseException | None) -> bool:
    """Tell whether `error` means that the database is away, full or held too long."""
    if isinstance(error, PoolTimeout):
        return True
    if not isinstance(error, DBAPIError):
        return False
    # SQLite's errors have no SQLSTATE; PostgreSQL's have none only when there was
    # nobody to send one.
    state = getattr(error.orig, "pgcode", "")
    return error.connection_invalidated or state is None or state.startswith(_AWAY)


@contextmanager
def refused_when_away() -> Iterator[None]:
    """Turn the errors of a database that is away into a refusal in words.

    :raises Busy: it is away; whatever was begun is undone.
    """
    try:
        yield
    except (DBAPIError, PoolTimeout) as error:
        if not is_away(error):
            raise
        raise busy(error) from error


class Database:
    """The database of one server, or of several that are one."""

    def __init__(self, address: str, aside: Aside = directly) -> None:
        """Make the engine for `address`; nothing is opened before it is used.

        `aside` waits for the disk.
        """
        self.is_sqlite = address.startswith("sqlite")
        self._info = {"aside": (aside, threading.Semaphore(MOST_LONG))}
        if self.is_sqlite:
            self.engine = _sqlite_engine(address, aside)
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
    def reading(self) -> Iterator[Session]:
        """Give a session that sees one moment of the database and writes nothing.

        :raises Busy: the database is away.
        """
        with (
            refused_when_away(),
            Session(self.engine, autoflush=False, info=self._info) as session,
        ):
            yield session

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()

"""The engine, and sessions that read.

SQLite is opened in WAL mode. Its own waiting happens inside C, where no other
green thread can run, so it waits at most `BUSY_MS`; the longer, green waiting is
done by `unit_of_work.py`.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.orm import Session

BUSY_MS = 50


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


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


class Database:
    """The database of one server."""

    def __init__(self, address: str) -> None:
        """Make the engine for `address`; nothing is opened before it is used."""
        options: dict[str, Any] = {"pool_size": 10, "max_overflow": 90}
        self.engine: Engine = create_engine(address, **options)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self.writing_engine = self.engine
        if self.is_sqlite:
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin)
            # Taking the write lock first leaves no half-way "database is locked".
            self.writing_engine = self.engine.execution_options(begin="BEGIN IMMEDIATE")

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that sees one moment of the database and writes nothing."""
        with Session(self.engine, autoflush=False) as session:
            yield session

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()

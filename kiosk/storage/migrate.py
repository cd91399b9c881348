"""Migrate the database: all revisions in one transaction, on both databases."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from alembic import command
from alembic.config import Config as AlembicConfig
from sqlalchemy import Connection

from kiosk.storage.database import BUSY_MS, Database, translate_database_errors

SCRIPTS = Path(__file__).parent / "migrations"
# How long a migration waits for a writer of SQLite, in milliseconds; nothing else runs
# in its process.
WAIT_MS = 10_000


class BrokenReferences(Exception):  # noqa: N818 said of the data
    """After a migration some rows refer to rows that do not exist."""


def alembic_config() -> AlembicConfig:
    """Return Alembic's configuration, which needs no ini file."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(SCRIPTS))
    config.set_main_option("path_separator", "os")
    return config


@contextmanager
def migration(database: Database) -> Iterator[AlembicConfig]:
    """Yield Alembic's configuration on a transaction that is committed at the end.

    It holds the writers' lock, so two migrations at once are harmless. Tables, rows and
    the revision change together or not at all, whatever ends the process.

    :raises DatabaseUnavailable: the database is unavailable; nothing was changed.
    :raises BrokenReferences: the migrations damaged rows; nothing was changed.
    """
    config = alembic_config()
    with (
        translate_database_errors(),
        database.writing_engine.connect() as connection,
        _sqlite_without_cascades(connection),
        # Begun here, so that Alembic does not commit after each revision: it does so on
        # SQLite, which it considers unable to change tables in a transaction.
        connection.begin(),
    ):
        before = _count_broken_references(connection)
        config.attributes["connection"] = connection
        yield config
        if _count_broken_references(connection) > before:
            raise BrokenReferences("rows would refer to rows that do not exist")


def migrate(database: Database, revision: str = "head") -> None:
    """Migrate to a revision.

    :raises DatabaseUnavailable: the database is unavailable; nothing was changed.
    :raises BrokenReferences: the migrations damaged rows; nothing was changed.
    """
    with migration(database) as config:
        command.upgrade(config, revision)


@contextmanager
def _sqlite_without_cascades(connection: Connection) -> Iterator[None]:
    """Let SQLite not follow foreign keys meanwhile, and wait for other writers.

    SQLite changes many things of a table only by making it anew; dropping the old one
    would delete or change the rows that refer to it. It ignores this setting inside a
    transaction.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    raw = cast("sqlite3.Connection", connection.connection.driver_connection)
    raw.execute("PRAGMA foreign_keys=OFF")
    raw.execute(f"PRAGMA busy_timeout={WAIT_MS}")
    try:
        yield
    finally:
        raw.execute("PRAGMA foreign_keys=ON")
        raw.execute(f"PRAGMA busy_timeout={BUSY_MS}")


def _count_broken_references(connection: Connection) -> int:
    # PostgreSQL checks them by itself.
    if connection.dialect.name != "sqlite":
        return 0
    return len(connection.exec_driver_sql("PRAGMA foreign_key_check").all())

"""Migrate the database to the current schema."""

from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig

from kiosk.storage.database import Database, translate_database_errors

SCRIPTS = Path(__file__).parent / "migrations"


def alembic_config() -> AlembicConfig:
    """Return Alembic's configuration, which needs no ini file."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(SCRIPTS))
    config.set_main_option("path_separator", "os")
    return config


def migrate(database: Database) -> None:
    """Migrate to the newest revision, in one transaction.

    It holds the writers' lock, so two migrations at once are harmless.

    :raises DatabaseUnavailable: the database is unavailable.
    """
    config = alembic_config()
    with translate_database_errors(), database.writing_engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()

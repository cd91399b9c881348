"""Bringing the database's schema to the present one."""

from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig

from kiosk.storage.database import Database, translate_database_errors

SCRIPTS = Path(__file__).parent / "migrations"


def alembic_config() -> AlembicConfig:
    """Return the settings of Alembic, made here rather than in an ini file."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(SCRIPTS))
    config.set_main_option("path_separator", "os")
    return config


def migrate(database: Database) -> None:
    """Bring the schema to the newest revision, in one transaction.

    It takes the writers' lock like any change, so two at once do it once.

    :raises DatabaseUnavailable: the database is away.
    """
    config = alembic_config()
    with translate_database_errors(), database.writing_engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()

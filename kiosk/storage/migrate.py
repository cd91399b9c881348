"""Bringing the database's schema to the present one."""

from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig

from kiosk.storage.database import Database

SCRIPTS = Path(__file__).parent / "migrations"


def alembic_config() -> AlembicConfig:
    """Return the settings of Alembic, made here rather than in an ini file."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(SCRIPTS))
    config.set_main_option("path_separator", "os")
    return config


def migrate(database: Database) -> None:
    """Bring the schema to the newest revision, in one transaction."""
    config = alembic_config()
    with database.writing_engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()

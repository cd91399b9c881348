"""An empty, migrated SQLite database, made once per process because it takes long."""

import functools
import tempfile
from pathlib import Path

from alembic import command

from kiosk.config import read_config
from kiosk.storage.database import Database
from kiosk.storage.migrate import migrate, migration
from kiosk.storage.store import open_store


@functools.cache
def migrated_database_file() -> bytes:
    """Return the content of the database file."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        database = open_store(read_config({"KIOSK_DATA": str(data)})).database
        migrate(database)
        database.close()
        return (data / "kiosk.db").read_bytes()


def new_data_folder(parent: Path, name: str = "data") -> Path:
    """Make a data folder with a migrated and otherwise empty SQLite file."""
    data = parent / name
    data.mkdir(mode=0o700)
    (data / "kiosk.db").write_bytes(migrated_database_file())
    return data


def step(database: Database, revision: str, action=command.upgrade) -> None:
    """Bring a database up, or with `command.downgrade` down, to a revision."""
    with migration(database) as config:
        action(config, revision)

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from kiosk.storage.database import Database
from kiosk.storage.migrate import alembic_config
from kiosk.storage.schema_revision import is_current, newest_revision


def test_the_newest_file_name_is_the_revision_alembic_would_go_to():
    heads = ScriptDirectory.from_config(alembic_config()).get_heads()
    assert heads == [newest_revision()]


@pytest.fixture
def migrated(migrated_data: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{migrated_data / 'kiosk.db'}")
    yield database
    database.close()


def test_a_migrated_database_is_current(migrated_data: Path):
    assert is_current(migrated_data / "kiosk.db")


def test_a_missing_foreign_or_older_database_is_not(
    tmp_path: Path, migrated_data: Path, migrated: Database
):
    assert not is_current(tmp_path / "none.db")
    (tmp_path / "foreign.db").write_bytes(b"not a database at all")
    assert not is_current(tmp_path / "foreign.db")
    with migrated.writing_engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    assert not is_current(migrated_data / "kiosk.db")

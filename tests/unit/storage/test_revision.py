from pathlib import Path

from alembic.script import ScriptDirectory

from kiosk.storage.migrate import alembic_config
from kiosk.storage.revision import is_current, newest_revision
from kiosk.storage.store import Store


def test_the_newest_file_name_is_the_revision_alembic_would_go_to():
    heads = ScriptDirectory.from_config(alembic_config()).get_heads()
    assert heads == [newest_revision()]


def test_a_migrated_database_is_current(store: Store):
    assert is_current(store.config.data / "kiosk.db")


def test_a_missing_foreign_or_older_database_is_not(tmp_path: Path, store: Store):
    assert not is_current(tmp_path / "none.db")
    (tmp_path / "foreign.db").write_bytes(b"not a database at all")
    assert not is_current(tmp_path / "foreign.db")
    with store.work("test") as work:
        work.session.connection().exec_driver_sql(
            "UPDATE alembic_version SET version_num = '0000'"
        )
    assert not is_current(store.config.data / "kiosk.db")

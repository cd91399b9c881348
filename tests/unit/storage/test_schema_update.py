"""An update makes a copy first, and a failed one changes nothing."""

import fcntl
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from kiosk import clock
from kiosk.cli.main import main
from kiosk.config import Config, read_config
from kiosk.storage import migrate as migrate_module
from kiosk.storage import schema_update
from kiosk.storage.database import Database
from kiosk.storage.errors import DatabaseCopyError, SchemaUpdateError
from kiosk.storage.migrate import migrate
from kiosk.storage.roll_back import roll_back
from kiosk.storage.schema_revision import newest_revision
from kiosk.storage.schema_update import (
    COPIES_KEPT,
    copies,
    database_revision,
    update_schema,
)
from tests.generated_rows import fill

OLD = "0011"


@pytest.fixture
def config(tmp_path: Path, monkeypatch) -> Config:
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    monkeypatch.setenv("KIOSK_DATA", str(data))
    monkeypatch.delenv("KIOSK_DATABASE_URL", raising=False)
    return read_config()


@pytest.fixture
def database(config: Config) -> Iterator[Database]:
    """A database of an old revision with rows in every table."""
    database = Database(config.database_address)
    migrate(database, OLD)
    with database.writing_engine.begin() as connection:
        fill(connection)
    yield database
    database.close()


def content_of(path: Path) -> list[str]:
    """Return the whole database as SQL."""
    with closing(sqlite3.connect(path)) as link:
        return list(link.iterdump())


def fail_after(monkeypatch, error: Exception) -> None:
    """Let every migration fail when all its revisions have run."""
    upgrade = migrate_module.command.upgrade

    def fail(config, revision):
        upgrade(config, revision)
        raise error

    monkeypatch.setattr(migrate_module.command, "upgrade", fail)


class TestCopies:
    def test_the_database_as_it_was_is_kept_for_its_owner(self, config, database):
        before = content_of(config.data / "kiosk.db")
        copy = update_schema(config, database)
        assert database_revision(database) == newest_revision()
        assert copy is not None
        assert copies(config.data) == [copy]
        assert copy.name.startswith(f"kiosk-{OLD}-")
        assert content_of(copy) == before
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
        assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
        assert update_schema(config, database) is None
        assert copies(config.data) == [copy]

    def test_a_new_database_needs_none(self, config):
        database = Database(config.database_address)
        assert update_schema(config, database) is None
        assert database_revision(database) == newest_revision()
        assert copies(config.data) == []
        database.close()

    def test_only_the_newest_are_kept_whatever_their_revision(self, config, database):
        folder = config.data / "before-update"
        folder.mkdir()
        names = [f"kiosk-00{30 - day}-202601{day:02}-120000.db" for day in range(1, 6)]
        for name in [*names, "of-the-operator.db", ".kiosk-0001-20260101-1.db"]:
            (folder / name).touch()
        copy = update_schema(config, database)
        kept = [path.name for path in copies(config.data)]
        assert kept == [*names[-COPIES_KEPT + 1 :], copy.name if copy else ""]
        assert (folder / "of-the-operator.db").exists()
        assert list(folder.glob(".*")) == []

    def test_without_room_for_the_copy_nothing_is_begun(
        self, config, database, monkeypatch
    ):
        monkeypatch.setattr(schema_update, "_ROOM_FACTOR", 1 << 40)
        before = content_of(config.data / "kiosk.db")
        with pytest.raises(SchemaUpdateError, match=r"MB trống, cần.*--no-copy"):
            update_schema(config, database)
        assert content_of(config.data / "kiosk.db") == before
        assert update_schema(config, database, makes_copy=False) is None
        assert database_revision(database) == newest_revision()


class TestFailure:
    @pytest.mark.parametrize("error", [KeyError("x"), OSError(28, "No space left")])
    def test_a_failed_migration_changes_nothing_and_says_so(
        self, config, database, monkeypatch, error
    ):
        before = content_of(config.data / "kiosk.db")
        with monkeypatch.context() as patch:
            fail_after(patch, error)
            with pytest.raises(SchemaUpdateError, match=r"Chưa có gì thay đổi.*0011"):
                update_schema(config, database)
        assert content_of(config.data / "kiosk.db") == before
        update_schema(config, database)
        assert database_revision(database) == newest_revision()

    def test_one_that_leaves_rows_without_what_they_refer_to_is_undone(
        self, config, database, monkeypatch
    ):
        upgrade = migrate_module.command.upgrade

        def delete_sites(alembic, revision):
            upgrade(alembic, revision)
            alembic.attributes["connection"].exec_driver_sql("DELETE FROM sites")

        before = content_of(config.data / "kiosk.db")
        monkeypatch.setattr(migrate_module.command, "upgrade", delete_sites)
        with pytest.raises(SchemaUpdateError, match="refer to rows"):
            update_schema(config, database)
        assert content_of(config.data / "kiosk.db") == before

    def test_a_full_disk_changes_nothing(self, config, database):
        """SQLite is refused one page more than the file has."""
        before = content_of(config.data / "kiosk.db")

        def limit(raw, _record) -> None:
            (pages,) = raw.execute("PRAGMA page_count").fetchone()
            raw.execute(f"PRAGMA max_page_count={pages}")

        database.close()
        sa.event.listen(database.writing_engine, "connect", limit)
        with pytest.raises(SchemaUpdateError, match=r"full.*Chưa có gì thay đổi"):
            update_schema(config, database)
        assert content_of(config.data / "kiosk.db") == before

    def test_newer_data_is_not_touched(self, config, database, capsys):
        update_schema(config, database)
        with database.writing_engine.begin() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num='9999'")
        with pytest.raises(SchemaUpdateError, match=r"9999, mới hơn.*roll-back"):
            update_schema(config, database)
        assert main(["migrate"]) == 2
        assert "mới hơn" in capsys.readouterr().err

    def test_not_below_a_running_server(self, config, database):
        with config.server_lock.open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            with pytest.raises(SchemaUpdateError, match="Dừng máy chủ"):
                update_schema(config, database)
        assert database_revision(database) == OLD


class TestRollBack:
    def test_there_and_back(self, config, database, capsys):
        before = content_of(config.data / "kiosk.db")
        assert main(["migrate"]) == 0
        assert "Bản chép trước khi nâng cấp" in capsys.readouterr().out
        (copy,) = copies(config.data)
        after = content_of(config.data / "kiosk.db")
        with clock.frozen(clock.now() + clock.dt.timedelta(hours=1)):
            assert main(["roll-back", str(copy)]) == 0
        assert content_of(config.data / "kiosk.db") == before
        first, aside = copies(config.data)
        assert first == copy
        assert content_of(aside) == after
        assert main(["migrate"]) == 0
        assert database_revision(database) == newest_revision()

    def test_a_copy_that_is_none_changes_nothing(self, config, database, tmp_path):
        before = content_of(config.data / "kiosk.db")
        (tmp_path / "letter.db").write_text("not a database")
        with closing(sqlite3.connect(tmp_path / "other.db")) as other:
            other.execute("CREATE TABLE letters (id INTEGER)")
        for name in ("letter.db", "none.db", "other.db"):
            with pytest.raises(DatabaseCopyError):
                roll_back(config, database, tmp_path / name)
        assert content_of(config.data / "kiosk.db") == before
        assert [path.name for path in config.data.glob(".kiosk*")] == []

    def test_not_below_a_running_worker(self, config, database):
        with (config.data / "worker.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            with pytest.raises(DatabaseCopyError, match="đang chạy"):
                roll_back(config, database, config.data / "kiosk.db")

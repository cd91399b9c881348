"""A migration killed anywhere, or without room, leaves what the old version opens."""

import json
import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from kiosk.config import read_config
from kiosk.storage.database import Database
from kiosk.storage.migrate import migrate
from kiosk.storage.schema_revision import newest_revision, revision_of
from kiosk.storage.schema_update import copies, database_revision, update_schema
from tests.generated_rows import fill
from tests.unit.storage.killed_migration import REFUSED

pytestmark = pytest.mark.process
ROOT = Path(__file__).parents[3]
OLD = "0011"
SEED = 20261129


@pytest.fixture(scope="module")
def old_database(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A database of an old revision with rows in every table."""
    path = tmp_path_factory.mktemp("old") / "kiosk.db"
    database = Database(f"sqlite:///{path}")
    migrate(database, OLD)
    with database.writing_engine.begin() as connection:
        fill(connection)
    database.close()
    return path.read_bytes()


def make_folder(parent: Path, old: bytes, how: dict[str, Any]) -> Path:
    folder = parent / f"data{len(list(parent.iterdir()))}"
    folder.mkdir(mode=0o700)
    (folder / "kiosk.db").write_bytes(old)
    (folder / "how.json").write_text(json.dumps(how))
    return folder


def run(*folders: Path) -> list[int]:
    """Update each folder as its `how.json` says; return the exit statuses."""
    module = "tests.unit.storage.killed_migration"
    subprocess.run([sys.executable, "-m", module, *folders], check=True, cwd=ROOT)
    return [json.loads((folder / "ended.json").read_text()) for folder in folders]


def content_of(path: Path) -> list[str]:
    """Return the whole database as SQL, after SQLite's own recovery."""
    with closing(sqlite3.connect(path)) as link:
        assert link.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert link.execute("PRAGMA foreign_key_check").fetchall() == []
        return list(link.iterdump())


def old_content(tmp_path: Path, old: bytes) -> list[str]:
    (tmp_path / "old.db").write_bytes(old)
    return content_of(tmp_path / "old.db")


def test_killed_at_any_statement_the_data_are_as_before(tmp_path, old_database):
    before = old_content(tmp_path, old_database)
    whole = make_folder(tmp_path, old_database, {})
    assert run(whole) == [0]
    assert revision_of(whole / "kiosk.db") == newest_revision()
    count = int((whole / "statements").read_text())
    chosen = {1, 2, count - 1, count, *random.Random(SEED).sample(range(count), 8)}
    folders = [
        make_folder(tmp_path, old_database, {"statement": number})
        for number in sorted(chosen - {0})
    ]
    assert set(run(*folders)) == {-signal.SIGKILL}
    for folder in folders:
        assert content_of(folder / "kiosk.db") == before
        # And the next try succeeds, with a copy of before.
        config = read_config({"KIOSK_DATA": str(folder)})
        database = Database(config.database_address)
        assert update_schema(config, database) in copies(folder)
        database.close()
        assert not (folder / "before-update" / "running").exists()


def test_killed_at_any_moment_the_data_are_as_before_or_new(tmp_path, old_database):
    before = old_content(tmp_path, old_database)
    moments = [random.Random(SEED + one).uniform(0.005, 0.3) for one in range(8)]
    folders = [make_folder(tmp_path, old_database, {"seconds": one}) for one in moments]
    run(*folders)
    for folder in folders:
        database = folder / "kiosk.db"
        if revision_of(database) == OLD:
            assert content_of(database) == before
        else:
            assert revision_of(database) == newest_revision()
            assert len(copies(folder)) == 1


@pytest.mark.parametrize("makes_copy", [True, False])
def test_where_nothing_more_can_be_written_the_data_are_as_before(
    tmp_path, old_database, makes_copy
):
    """The limit of a file's size fails as a full disk does, in the copy or the log."""
    before = old_content(tmp_path, old_database)
    limit = len(old_database) // 4 if makes_copy else len(old_database) // 2
    how = {"bytes": limit, "makes_copy": makes_copy}
    folder = make_folder(tmp_path, old_database, how)
    assert run(folder) == [REFUSED]
    said = (folder / "output.txt").read_text()
    assert ("Chưa nâng cấp" if makes_copy else "Không nâng cấp được") in said
    assert "hưa có gì thay đổi" in said
    assert content_of(folder / "kiosk.db") == before
    assert copies(folder) == []


def test_killed_on_postgresql_the_data_are_as_before(tmp_path, postgresql):
    address = postgresql.url(postgresql.new_database())
    database = Database(address)
    migrate(database, OLD)
    with database.writing_engine.begin() as connection:
        fill(connection)
        tables = set(sa.inspect(connection).get_table_names())
    folders = [
        make_folder(tmp_path, b"", {"statement": number, "url": address})
        for number in (20, 90)
    ]
    assert run(*folders) == [-signal.SIGKILL] * 2
    assert database_revision(database) == OLD
    with database.engine.connect() as connection:
        assert set(sa.inspect(connection).get_table_names()) == tables
    config = read_config({"KIOSK_DATA": str(folders[0]), "KIOSK_DATABASE_URL": address})
    copy = update_schema(config, database)
    assert database_revision(database) == newest_revision()
    assert copy is not None
    assert copy.read_bytes()[:5] == b"PGDMP"
    database.close()

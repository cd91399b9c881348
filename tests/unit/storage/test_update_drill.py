"""No migration loses rows; data folders of former schemas open in this version."""

import dataclasses
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory

from kiosk import clock
from kiosk.app import create_server
from kiosk.config import Config, read_config
from kiosk.readiness.checklist import check_meeting_readiness
from kiosk.readiness.context import open_context
from kiosk.readiness.rules import Level
from kiosk.readiness.service import check_database
from kiosk.roles import Role
from kiosk.storage.database import Database
from kiosk.storage.files import FileStore
from kiosk.storage.migrate import alembic_config, migrate
from kiosk.storage.store import open_store
from tests.generated_rows import ROWS, Rows, content_of, fill, rows_of
from tests.scene import Scene

REVISIONS = sorted(
    script.revision
    for script in ScriptDirectory.from_config(alembic_config()).walk_revisions()
)
# From these the present schema is reached at once, and the server started. From every
# one the next is reached: all the way from each would take the square of the time.
STARTED = sorted({*REVISIONS[::8], "0011", "0028", REVISIONS[-1]})
# On PostgreSQL: the first, those that change existing tables, and the newest.
REVISIONS_ON_POSTGRESQL = ("0001", "0011", "0014", "0023", REVISIONS[-1])
# Columns whose values a later revision changes on purpose.
CHANGED = {"revision", "warn_seconds", "size"}
SCREENS = ("secretary", "chair", "roster", "roll", "sites", "handouts", "snapshot")


def lost(before: Rows, after: Rows) -> list[str]:
    """Name each table and column whose values are not what they were."""
    found = []
    for table, rows in before.items():
        columns = rows[0].keys() & after[table][0].keys() - CHANGED
        found += [
            f"{table}.{name}"
            for name in sorted(columns)
            if sorted(repr(row[name]) for row in rows)
            != sorted(repr(row[name]) for row in after[table])
        ]
    return found


@pytest.fixture(scope="module")
def folders_of_before(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The database file of each revision, filled with rows."""
    folder = tmp_path_factory.mktemp("before")
    empty, made = folder / "empty.db", {}
    for revision in REVISIONS:
        database = Database(f"sqlite:///{empty}")
        migrate(database, revision)
        database.close()
        filled = folder / "filled.db"
        filled.write_bytes(empty.read_bytes())
        database = Database(f"sqlite:///{filled}")
        with database.writing_engine.begin() as connection:
            fill(connection)
        database.close()
        made[revision] = filled.read_bytes()
        filled.unlink()
    return made


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """A data folder with the files that the generated rows refer to."""
    files = FileStore(tmp_path / "data" / "files")
    for row in range(1, ROWS + 1):
        files.store_bytes(content_of(row))
    return read_config(
        {"KIOSK_DATA": str(tmp_path / "data"), "KIOSK_ASYNC_MODE": "threading"}
    )


@pytest.fixture
def database(config: Config) -> Iterator[Database]:
    database = Database(config.database_address)
    yield database
    database.close()


@pytest.mark.parametrize(("revision", "following"), [*pairwise(REVISIONS)])
def test_each_migration_keeps_every_row(
    revision, following, folders_of_before, config, database
):
    (config.data / "kiosk.db").write_bytes(folders_of_before[revision])
    assert_every_row_is_kept(database, following)


@pytest.mark.parametrize("revision", STARTED)
def test_a_folder_of_before_opens_with_every_row_it_had(
    revision, folders_of_before, config, database
):
    (config.data / "kiosk.db").write_bytes(folders_of_before[revision])
    assert_every_row_is_kept(database, REVISIONS[-1])
    assert_the_doctor_finds_no_fault(config)
    assert_it_runs(config)


def assert_every_row_is_kept(database: Database, revision: str) -> None:
    """Migrate to a revision, and compare the rows before and after."""
    before = rows_of(database)
    assert min(len(rows) for rows in before.values()) > 0
    migrate(database, revision)
    after = rows_of(database)
    assert {name: len(rows) for name, rows in before.items()} == {
        name: len(after[name]) for name in before
    }
    assert lost(before, after) == []


def assert_the_doctor_finds_no_fault(config: Config) -> None:
    store = open_store(config)
    context = open_context(store, clock.now())
    (schema,) = check_database(context)
    assert schema.level is Level.GOOD
    findings = check_meeting_readiness(context, 1)
    assert [one for one in findings if "Không kiểm tra được" in one.said.sentence] == []
    (files,) = [one for one in findings if one.topic == "Tệp trên đĩa"]
    assert files.said.level is Level.GOOD
    store.database.close()


def assert_it_runs(config: Config) -> None:
    """Start the server in process and open screens."""
    server = create_server(config)
    server.broadcast.load_last_numbers()
    scene = Scene(server.store)
    client = server.app.test_client()
    client.set_cookie("kiosk", scene.sign_in(scene.make_member(1, Role.SECRETARY)))
    answers = {name: client.get(f"/m/1/{name}").status_code for name in SCREENS}
    assert set(answers.values()) == {200}, answers
    server.store.database.close()


@pytest.mark.process
@pytest.mark.parametrize("revision", REVISIONS_ON_POSTGRESQL)
def test_so_it_does_on_postgresql(revision, postgresql, config):
    address = postgresql.url(postgresql.new_database())
    database = Database(address)
    migrate(database, revision)
    with database.writing_engine.begin() as connection:
        fill(connection)
    before = rows_of(database)
    migrate(database)
    assert lost(before, rows_of(database)) == []
    database.close()
    config = dataclasses.replace(config, database_url=address)
    assert_the_doctor_finds_no_fault(config)
    assert_it_runs(config)


def test_the_drill_notices_what_a_migration_drops(folders_of_before, config, database):
    """Following foreign keys, revision 0012 took the members' sites away."""
    (config.data / "kiosk.db").write_bytes(folders_of_before["0011"])
    before = rows_of(database)
    with database.writing_engine.connect() as connection:
        alembic = alembic_config()
        alembic.attributes["connection"] = connection
        command.upgrade(alembic, "0012")
        connection.commit()
    assert "members.site_id" in lost(before, rows_of(database))

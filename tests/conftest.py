"""Fixtures for all tests."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from kiosk.app import Server, create_server
from kiosk.config import Config, read_config
from kiosk.storage.database import Database
from kiosk.storage.migrate import migrate
from kiosk.storage.store import Store, open_store
from kiosk.web.static_files import STATIC
from tests.migrated_database import new_data_folder
from tests.scene import Scene
from tests.servers import RealServer
from tests.services import PostgreSQL, Redis
from tests.shared_parts import shared_parts

# Truncates only the few tables and sequences that were used. As a replica it skips
# foreign keys and triggers, so any order works.
EMPTY_TABLES = text(
    """
SET LOCAL session_replication_role = replica;
DO $$
DECLARE
    name text;
    used boolean;
BEGIN
    FOR name IN SELECT format('%I', tablename) FROM pg_tables
        WHERE schemaname = current_schema() AND tablename <> 'alembic_version'
    LOOP
        EXECUTE 'SELECT EXISTS (SELECT FROM ' || name || ')' INTO used;
        IF used THEN
            EXECUTE 'DELETE FROM ' || name;
        END IF;
    END LOOP;
    PERFORM setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false)
        FROM pg_sequences WHERE last_value IS NOT NULL;
END
$$
"""
)
ClientFor = Callable[..., FlaskClient]


# Test processes receive whole files in turn: the longest first, so that none is still
# running when the others have ended.
LONGEST_FIRST = [
    *("test_bad_files.py", "test_every_control.py", "test_survey.py"),
    *("test_run.py", "test_workers.py"),
    *(
        "test_display_settings.py",
        "test_arrival.py",
        "test_offline.py",
        "test_fleet.py",
    ),
    *("test_faults.py", "test_rehearse.py", "test_page_labels.py", "test_reader.py"),
    *("test_limits.py", "test_readiness.py", "test_follow.py", "test_slow_search.py"),
    *("test_whole_meeting.py", "test_whole_meeting_two_workers.py"),
    *("test_entrance_camera.py", "test_entrance_offline.py", "test_hostile_files.py"),
]


def pytest_configure() -> None:
    """Set the timeouts of workers; reject bundles older than their sources."""
    # OCR at idle priority would wait for the other test processes.
    os.environ["KIOSK_LOW_PRIORITY"] = "no"
    made = STATIC / "bundles" / "manifest.json"
    sources = [*STATIC.glob("js/**/*.js"), *STATIC.glob("css/**/*.css")]
    newest = max(path.stat().st_mtime for path in sources)
    if not made.exists() or made.stat().st_mtime < newest:
        raise pytest.UsageError(
            "static/bundles is out of date: run `node tools/bundle.mjs`"
        )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the files that take longest first."""
    places = {name: place for place, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: places.get(item.path.name, len(places)))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that chooses the database of unit tests."""
    parser.addoption("--database", choices=["sqlite", "postgresql"], default="sqlite")


@pytest.fixture(scope="session", autouse=True)
def equal_parts_are_shared() -> Iterator[None]:
    """Share among servers in this process what depends on the code alone."""
    with shared_parts():
        yield


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """A PostgreSQL server, started on first use; tests must not stop it."""
    with PostgreSQL(durable=False) as service:
        yield service


@pytest.fixture(scope="session")
def shared_redis() -> Iterator[Redis]:
    """A Redis server; tests must not stop it."""
    with Redis() as service:
        yield service


@pytest.fixture(scope="session")
def migrated_database(postgresql: PostgreSQL) -> Iterator[Database]:
    """A migrated database, emptied before each test that uses it."""
    database = Database(postgresql.url(postgresql.new_database()))
    migrate(database)
    yield database
    database.close()


@pytest.fixture
def postgresql_url(migrated_database: Database) -> str:
    """The URL of a migrated and otherwise empty PostgreSQL database."""
    with migrated_database.writing_engine.begin() as connection:
        connection.execute(EMPTY_TABLES)
    return migrated_database.engine.url.render_as_string(hide_password=False)


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of the database that the tests run on; "" for SQLite."""
    if request.config.getoption("--database") == "sqlite":
        return ""
    return str(request.getfixturevalue("postgresql_url"))


@pytest.fixture
def unmigrated_database(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Database]:
    """A database without tables."""
    address = f"sqlite:///{tmp_path / 'kiosk.db'}"
    if request.config.getoption("--database") == "postgresql":
        service = request.getfixturevalue("postgresql")
        address = service.url(service.new_database())
    database = Database(address)
    yield database
    database.close()


@pytest.fixture
def migrated_data(tmp_path: Path) -> Path:
    """A data folder with an empty, migrated SQLite file."""
    return new_data_folder(tmp_path)


@pytest.fixture
def server_config(migrated_data: Path, database_url: str) -> Config:
    """Settings for an empty, migrated data folder."""
    return read_config(
        {
            "KIOSK_DATA": str(migrated_data),
            "KIOSK_DATABASE_URL": database_url,
            "KIOSK_ASYNC_MODE": "threading",
        }
    )


@pytest.fixture
def server(server_config: Config) -> Iterator[Server]:
    """A server on an empty, migrated data folder; its broadcast is stepped by hand."""
    server = create_server(server_config)
    server.broadcast.load_last_numbers()
    yield server
    server.store.database.close()


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealServer]:
    """A running server process for all tests of this test process.

    Each test makes a meeting and members of its own, and leaves the server running.
    """
    server = RealServer(new_data_folder(tmp_path_factory.mktemp("shared")))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def real_server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[RealServer]:
    """A running server process: the shared one, unless the test is marked `own_server`.

    `@pytest.mark.own_server(KIOSK_IDLE_MINUTES="1")` starts one with these settings on
    an empty, migrated data folder; for tests that kill, reconfigure or fill the server.
    """
    mark = request.node.get_closest_marker("own_server")
    if mark is None:
        yield request.getfixturevalue("shared_server")
        return
    server = RealServer(new_data_folder(tmp_path), **mark.kwargs)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def real_scene(real_server: RealServer) -> Scene:
    """Makes meetings, members and documents in the running server's database."""
    return Scene(real_server.store)


@pytest.fixture
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """The store of `server`; one without a server if the test needs none.

    A server has hundreds of routes: putting it together takes longer than most tests.
    """
    if "server" in request.fixturenames:
        server: Server = request.getfixturevalue("server")
        yield server.store
        return
    store = open_store(request.getfixturevalue("server_config"))
    yield store
    store.database.close()


@pytest.fixture
def scene(store: Store) -> Scene:
    """Makes meetings, members and documents in `store`."""
    return Scene(store)


@pytest.fixture
def client_for(server: Server, scene: Scene) -> ClientFor:
    """Return a test client on which this member or account is signed in."""

    def make(
        member_id: int | None = None, account_id: int | None = None
    ) -> FlaskClient:
        client = server.app.test_client()
        client.environ_base["HTTP_ACCEPT"] = "application/json"
        if member_id or account_id:
            client.set_cookie("kiosk", scene.sign_in(member_id, account_id))
        return client

    return make

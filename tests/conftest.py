"""What every test may ask for."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Integer

from kiosk.app import Server, create_server
from kiosk.config import read_config
from kiosk.models import Base
from kiosk.storage.database import Database
from kiosk.storage.migrate import migrate
from kiosk.storage.store import Store
from tests.migrated import migrated_database_file
from tests.people import Scene
from tests.services import PostgreSQL, Redis

ClientFor = Callable[..., FlaskClient]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the unit tests run on either database."""
    parser.addoption("--database", choices=["sqlite", "postgresql"], default="sqlite")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """A real PostgreSQL, started when first asked for; not to be stopped by a test."""
    with PostgreSQL(durable=False) as service:
        yield service


@pytest.fixture(scope="session")
def shared_redis() -> Iterator[Redis]:
    """A real Redis for tests that leave it running."""
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
    """The address of a migrated and otherwise empty database on PostgreSQL."""
    # Making a database takes half a second, emptying one hardly anything.
    with migrated_database.writing_engine.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(table.delete())
            if "id" in table.c and isinstance(table.c.id.type, Integer):
                connection.exec_driver_sql(
                    f"ALTER SEQUENCE {table.name}_id_seq RESTART"
                )
    return migrated_database.engine.url.render_as_string(hide_password=False)


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> str:
    """The setting of the database that the tests are run on; empty for SQLite."""
    if request.config.getoption("--database") == "sqlite":
        return ""
    return str(request.getfixturevalue("postgresql_url"))


@pytest.fixture
def server(tmp_path: Path, database_url: str) -> Iterator[Server]:
    """A server on an empty, migrated data folder; its broadcast is stepped by hand."""
    if not database_url:
        (tmp_path / "data").mkdir(mode=0o700)
        (tmp_path / "data" / "kiosk.db").write_bytes(migrated_database_file())
    config = read_config(
        {
            "KIOSK_DATA": str(tmp_path / "data"),
            "KIOSK_DATABASE_URL": database_url,
            "KIOSK_ASYNC_MODE": "threading",
        }
    )
    server = create_server(config)
    server.broadcast.begin()
    yield server
    server.store.database.close()


@pytest.fixture
def store(server: Server) -> Store:
    """The store of `server`."""
    return server.store


@pytest.fixture
def scene(store: Store) -> Scene:
    """Makes meetings, people and papers in `store`."""
    return Scene(store)


@pytest.fixture
def client_for(server: Server, scene: Scene) -> ClientFor:
    """Return a browser on which this member or account is signed in."""

    def make(
        member_id: int | None = None, account_id: int | None = None
    ) -> FlaskClient:
        client = server.app.test_client()
        client.environ_base["HTTP_ACCEPT"] = "application/json"
        if member_id or account_id:
            client.set_cookie("kiosk", scene.sign_in(member_id, account_id))
        return client

    return make

"""What every test may ask for."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kiosk.app import Server, create_server
from kiosk.config import read_config
from kiosk.storage.migrate import migrate
from kiosk.storage.store import Store
from tests.people import Scene

ClientFor = Callable[..., FlaskClient]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server on an empty, migrated data folder; its broadcast is stepped by hand."""
    config = read_config(
        {"KIOSK_DATA": str(tmp_path / "data"), "KIOSK_ASYNC_MODE": "threading"}
    )
    server = create_server(config)
    migrate(server.store.database)
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

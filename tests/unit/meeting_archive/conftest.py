"""A full meeting, its archive, and empty servers to import it into."""

import io

import pytest

from kiosk.app import create_server
from kiosk.config import read_config
from kiosk.storage.migrate import migrate
from kiosk.storage.store import Store, open_store
from kiosk.voting.digests import ResultDigests
from tests.migrated_database import new_data_folder
from tests.scene import Scene
from tests.unit.meeting_archive.archive_scene import (
    contents,
    full_meeting,
    make_archive,
)


def job_runner(store: Store):
    """Return a function that runs the jobs that record the digests of results."""
    ResultDigests(store).install()

    def run() -> None:
        while (task := store.prompt_jobs.huey.dequeue()) is not None:
            store.prompt_jobs.huey.execute(task)

    return run


@pytest.fixture(scope="session")
def standing_archive(tmp_path_factory) -> bytes:
    """The archive of a full meeting on SQLite, made once."""
    folder = tmp_path_factory.mktemp("standing")
    environment = {
        "KIOSK_DATA": str(new_data_folder(folder)),
        "KIOSK_ASYNC_MODE": "threading",
    }
    server = create_server(read_config(environment))
    scene = Scene(server.store)

    def client_for(member_id: int):
        client = server.app.test_client()
        client.environ_base["HTTP_ACCEPT"] = "application/json"
        client.set_cookie("kiosk", scene.sign_in(member_id))
        return client

    run_jobs = job_runner(server.store)
    room = full_meeting(scene, server.store, client_for, run_jobs)
    made = make_archive(server.store, room.meeting, folder / "out").read_bytes()
    server.store.database.close()
    return made


@pytest.fixture
def files(standing_archive) -> dict[str, bytes]:
    """The files of a full meeting's archive, to be changed."""
    return contents(io.BytesIO(standing_archive))


@pytest.fixture
def room(scene, store, client_for):
    """A closed meeting with a row in every table, and its people."""
    return full_meeting(scene, store, client_for, job_runner(store))


@pytest.fixture
def archive(store, room, tmp_path):
    """The path of the meeting's archive."""
    return make_archive(store, room.meeting, tmp_path / "out")


@pytest.fixture
def new_server(request, tmp_path):
    """Return a function that makes an empty store, on SQLite or PostgreSQL."""
    stores = []

    def make(database: str = "") -> Store:
        name = f"elsewhere-{len(stores)}"
        data, url = new_data_folder(tmp_path, name), ""
        kind = database or request.config.getoption("--database")
        if kind == "postgresql":
            service = request.getfixturevalue("postgresql")
            url = service.url(service.new_database())
        environment = {"KIOSK_DATA": str(data), "KIOSK_DATABASE_URL": url}
        made = open_store(read_config(environment))
        stores.append(made)
        if url:
            migrate(made.database)
        return made

    yield make
    for store in stores:
        store.database.close()


@pytest.fixture
def elsewhere(new_server) -> Store:
    """The store of another, empty server."""
    return new_server()

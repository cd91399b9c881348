"""A real eventlet server, and independent clients."""

import resource
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.client.http_client import HttpClient
from kiosk.client.messages import json_request
from kiosk.roles import Role
from kiosk.storage.journal import MeetingEvent, events_after
from tests.live.clients import LiveClient
from tests.migrated_database import new_data_folder
from tests.scene import Scene
from tests.servers import RealServer

FILES_OF_THE_TESTS = 4096


@pytest.fixture(scope="session", autouse=True)
def room_for_connections() -> None:
    """Allow this process more than 1,024 sockets."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < FILES_OF_THE_TESTS:
        resource.setrlimit(resource.RLIMIT_NOFILE, (FILES_OF_THE_TESTS, hard))


class Room:
    """A running server with one open meeting, its chair and a document."""

    def __init__(self, server: RealServer) -> None:
        self.server = server
        self.scene = Scene(server.store)
        self.meeting = self.scene.make_meeting()
        item = self.scene.make_item(self.meeting)
        self.document = self.scene.make_document(self.meeting, item, [b"webp"] * 20)
        self.chair = HttpClient(
            server.port,
            self.scene.sign_in(self.scene.make_member(self.meeting, Role.CHAIR)),
        )
        self.screens: list[LiveClient] = []

    def new_token(self) -> str:
        """Sign a new delegate in; return the cookie's value."""
        return self.scene.sign_in(self.scene.make_member(self.meeting))

    def new_screen(self, token: str = "", **how) -> LiveClient:
        """Open a delegate's live connection and wait until it has joined."""
        how.setdefault("meeting", self.meeting)
        screen = LiveClient(self.server.port, token or self.new_token(), **how)
        self.screens.append(screen)
        return screen

    def turn_page(self, page: int) -> int:
        """Let the chair turn the page; return the status."""
        return self.chair.post(
            f"/m/{self.meeting}/page",
            {"document": self.document, "page": page},
        ).status

    def page_request(self, page: int) -> bytes:
        """Return the chair's request for a page, with `Connection: close`."""
        body = {"document": self.document, "page": page}
        host, cookie = f"127.0.0.1:{self.server.port}", f"kiosk={self.chair.token}"
        return json_request("POST", host, f"/m/{self.meeting}/page", body, cookie)

    def reported(self) -> list[MeetingEvent]:
        """Return the journal of the meeting."""
        with self.server.store.read_session() as session:
            return events_after(session, self.meeting, 0)

    def half_a_request(self) -> bytes:
        """Return a request of the chair whose body is missing."""
        return (
            f"POST /m/{self.meeting}/page HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            f"Cookie: kiosk={self.chair.token}\r\n"
            "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
        ).encode()

    def close_screens(self) -> None:
        while self.screens:
            self.screens.pop().close()


# The shared server's pings, leases and retries take a quarter of their usual time.
TIME_SCALE = 0.25


@pytest.fixture(scope="session")
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealServer]:
    """One running server process for all live tests that do not stop it."""
    data = new_data_folder(tmp_path_factory.mktemp("live"))
    server = RealServer(data, KIOSK_TIME_SCALE=str(TIME_SCALE))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def room(live_server: RealServer) -> Iterator[Room]:
    """An open meeting of its own on the shared server."""
    room = Room(live_server)
    yield room
    room.close_screens()


@pytest.fixture
def new_server(tmp_path: Path) -> Iterator[Callable[..., RealServer]]:
    """Start a server of the test's own, to be killed or filled."""
    servers = []

    def make(*, most_files: int = 0, workers: int = 1, **settings: str) -> RealServer:
        data = new_data_folder(tmp_path, f"server{len(servers)}")
        server = RealServer(data, most_files=most_files, workers=workers, **settings)
        servers.append(server)
        server.start()
        return server

    yield make
    for server in servers:
        server.stop()

"""Connection limits, and what happens beyond them."""

import contextlib
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest

from kiosk import timings
from kiosk.client.http_client import HttpClient
from kiosk.roles import Role
from tests.live.conftest import Room
from tests.migrated_database import new_data_folder
from tests.servers import ROOT, RealServer, free_port
from tests.waiting import TIMEOUT_SECONDS, wait_until

Crowd = Callable[..., None]
# Time scale of the small server: long enough to observe that it is full.
TIME_SCALE = 0.4


@pytest.fixture
def crowd() -> Iterator[Crowd]:
    """Open TCP connections that send these bytes and nothing more."""
    with contextlib.ExitStack() as open_sockets:

        def make(server: RealServer, count: int, beginning: bytes = b"") -> None:
            for _ in range(count):
                address = ("127.0.0.1", server.port)
                wire = socket.create_connection(address, 10)
                open_sockets.enter_context(wire)
                wire.sendall(beginning)

        yield make


def answers(server: RealServer, seconds: float) -> bool:
    return HttpClient(server.port).is_healthy(seconds)


def test_more_than_1024_connections_are_accepted(new_server, crowd):
    """Neither eventlet's default nor a soft limit of open files applies."""
    server = new_server(most_files=1024)
    crowd(server, 1100)
    assert answers(server, 5)


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Iterator[RealServer]:
    """A server of 40 connections."""
    server = RealServer(
        new_data_folder(tmp_path_factory.mktemp("small")),
        KIOSK_TIME_SCALE=str(TIME_SCALE),
        KIOSK_MAX_CONNECTIONS="40",
    )
    server.start()
    yield server
    server.stop()


class TestIdleSockets:
    """Idle sockets do not fill a small server for long."""

    @pytest.mark.parametrize("beginning", [b"", b"GET / HTTP/1.1\r\n"])
    def test_those_that_never_send_a_head_take_no_room(self, small, crowd, beginning):
        assert wait_until(lambda: answers(small, 5))
        crowd(small, 95, beginning)
        assert answers(small, 5)

    def test_those_that_never_finish_a_request(self, small, crowd):
        assert wait_until(lambda: answers(small, 5))
        crowd(small, 45, Room(small).half_a_request())
        # A health check may be answered before the last of them is read.
        assert wait_until(lambda: not answers(small, 1))
        assert answers(small, timings.REQUEST_STALL * TIME_SCALE + TIMEOUT_SECONDS)


def start_another(**settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "wsgi.py"],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "HOST": "127.0.0.1", **settings},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


class TestSecondServer:
    def test_double_bind_is_refused_with_words(self, live_server, tmp_path):
        server = live_server
        second = start_another(
            PORT=str(server.port), KIOSK_DATA=str(tmp_path / "elsewhere")
        )
        assert second.returncode == 2
        assert f"Port {server.port}" in second.stderr
        assert "already in use" in second.stderr
        assert "Set PORT" in second.stderr
        assert "Traceback" not in second.stderr
        assert answers(server, 5)

    def test_a_second_server_on_the_same_data_exits_with_a_message(self, live_server):
        server = live_server
        assert server.process
        second = start_another(
            PORT=str(free_port()), KIOSK_DATA=str(server.config.data)
        )
        assert second.returncode == 2
        assert re.search(rf"process {server.process.pid}\b", second.stderr)
        assert "KIOSK_DATA" in second.stderr
        assert "Traceback" not in second.stderr
        assert answers(server, 5)

    def test_an_invalid_setting_causes_a_message(self, tmp_path):
        refused = start_another(PORT="eighty", KIOSK_DATA=str(tmp_path))
        assert refused.returncode == 2
        assert refused.stderr.strip().startswith("PORT='eighty'")


@pytest.mark.parametrize("letters", [1_500, 5_000])
def test_an_extremely_long_name_causes_an_error_message(room, letters):
    """Nine bytes of the URL for each character: 13 KB, and 45 KB."""
    secretary = room.scene.make_member(room.meeting, Role.SECRETARY)
    client = HttpClient(room.server.port, room.scene.sign_in(secretary))
    name = quote("ệ" * letters)
    path = f"/m/{room.meeting}/documents?name={name}.pdf"
    answer = client.post(path, {"a": "x" * 200_000})
    assert answer.status == 422
    assert "Tên tệp quá dài" in answer.json()["message"]

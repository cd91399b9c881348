"""The server stops or is killed, and restarts."""

import contextlib
import socket
import time
from collections.abc import Iterator

import pytest
import socketio

from tests.live.conftest import Room
from tests.migrated_database import new_data_folder
from tests.servers import RealServer
from tests.waiting import TIMEOUT_SECONDS, wait_until


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[RealServer]:
    """A server that each test ends in its own way; running at its start."""
    server = RealServer(new_data_folder(tmp_path_factory.mktemp("restart")))
    yield server
    server.stop()


@pytest.fixture
def room(server: RealServer) -> Room:
    if server.process is None or server.process.poll() is not None:
        server.start()
    return Room(server)


class TestSigterm:
    def test_with_open_sockets_and_a_request_in_flight(self, room):
        screens = [room.new_screen() for _ in range(5)]
        assert all(screen.has_joined() for screen in screens)
        with socket.create_connection(("127.0.0.1", room.server.port), 10) as wire:
            wire.sendall(room.half_a_request())
            time.sleep(0.3)  # until the server processes them
            began = time.monotonic()
            status = room.server.terminate()
            seconds = time.monotonic() - began
        assert status == 0
        assert seconds < 15
        for screen in screens:
            assert screen.events("restarting") == [{}]
            assert screen.ended.wait(TIMEOUT_SECONDS)
        room.close_screens()
        assert "Traceback" not in room.server.log.read_text()

    def test_a_change_in_flight_is_never_half_done_and_without_one_it_takes_a_moment(
        self, room
    ):
        statuses = []
        with contextlib.suppress(OSError):
            for turn in range(400):
                if turn == 20:
                    assert room.server.process
                    room.server.process.terminate()
                statuses.append(room.turn_page(1 + turn % 2))
        assert room.server.process.wait(TIMEOUT_SECONDS) == 0
        assert set(statuses) == {204}
        room.server.start()
        state = snapshot(room)
        assert state["n"] in {len(statuses), len(statuses) + 1}
        assert state["live"]["page"] == 2 - state["n"] % 2
        # Without a request in flight, too, it takes a moment.
        screen = room.new_screen()
        assert screen.has_joined()
        began = time.monotonic()
        assert room.server.terminate() == 0
        assert time.monotonic() - began < 15
        room.close_screens()


def snapshot(room: Room) -> dict:
    response = room.chair.get(f"/m/{room.meeting}/snapshot")
    assert response.status == 200
    return response.json()


def test_sigkill_and_restart_clients_come_back_by_themselves(room):
    """python-socketio's own client, with its own reconnecting."""
    client = socketio.Client(reconnection_delay=0.2, reconnection_delay_max=0.5)
    hellos: list[dict] = []
    events: list[dict] = []
    client.on("hello", hellos.append)
    client.on("fact", events.append)
    client.connect(
        f"http://127.0.0.1:{room.server.port}",
        headers={"Cookie": f"kiosk={room.new_token()}"},
        auth={"meeting": room.meeting},
        transports=["websocket"],
    )
    try:
        assert wait_until(lambda: bool(hellos))
        assert room.turn_page(7) == 204
        room.server.kill()
        room.server.start()
        assert wait_until(lambda: len(hellos) == 2)
        # The greeting shows whether an event was missed.
        assert hellos[1] == {"n": 1, "spread": 300}
        assert snapshot(room)["live"]["page"] == 7
        assert room.turn_page(8) == 204
        assert wait_until(lambda: bool(events) and events[-1]["n"] == 2)
        assert events[-1]["page"] == 8
    finally:
        client.disconnect()

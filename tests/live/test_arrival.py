"""Visitors in masses, and a chair who comes after them: who is answered first.

The server stands still while all requests are sent, so their order is certain.
"""

import contextlib
import os
import select
import signal
import socket
from collections.abc import Iterator

import pytest

from kiosk.client.messages import raw_request
from tests.live.conftest import Room
from tests.waiting import TIMEOUT_SECONDS

# All are answered long before a kept connection is closed, on a busy machine too.
VISITORS = 120
TIMEOUT = 6 * TIMEOUT_SECONDS


class KeptConnections:
    """Kept connections to the server."""

    def __init__(self, room: Room) -> None:
        self._address = ("127.0.0.1", room.server.port)
        self.all: list[socket.socket] = []

    def send(self, requests: list[bytes]) -> None:
        """Send one request on each, opening them first if they are not."""
        if not self.all:
            self.all = [socket.create_connection(self._address) for _ in requests]
        for connection, request in zip(self.all, requests, strict=True):
            connection.settimeout(TIMEOUT)
            connection.sendall(request)

    def answered(self) -> int:
        """Return on how many an answer has come."""
        poll = select.poll()
        for connection in self.all:
            poll.register(connection, select.POLLIN)
        return len(poll.poll(0))

    def read(self) -> None:
        """Read all answers to their ends; each must be one that is no refusal."""
        for connection in self.all:
            with connection.makefile("rb") as answer:
                assert answer.readline().startswith(b"HTTP/1.1 20")
                length = 0
                while (line := answer.readline()) != b"\r\n":
                    name, _, value = line.partition(b":")
                    length = int(value) if name.lower() == b"content-length" else length
                answer.read(length)

    def close(self) -> None:
        for connection in self.all:
            connection.close()


@contextlib.contextmanager
def standing_still(room: Room) -> Iterator[None]:
    assert room.server.process
    pid = room.server.process.pid
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


@pytest.fixture
def visits(room) -> list[bytes]:
    """The visitors' requests: the page, which is what takes longest."""
    host = f"127.0.0.1:{room.server.port}"
    tokens = [room.new_token() for _ in range(VISITORS)]
    return [
        raw_request(
            "GET", host, f"/m/{room.meeting}/tablet", {"Cookie": f"kiosk={token}"}
        )
        for token in tokens
    ]


@pytest.mark.parametrize("is_kept", [False, True], ids=["new", "kept"])
def test_a_page_turn_does_not_wait_for_first_visits(room, visits, is_kept):
    """The chair's connection and the visitors' are new, or have been used before."""
    # The server has met the chair.
    assert room.chair.get(f"/m/{room.meeting}/snapshot").status == 200
    visitors, chair = KeptConnections(room), KeptConnections(room)
    with contextlib.closing(visitors), contextlib.closing(chair):
        if is_kept:
            visitors.send(visits)
            visitors.read()
            chair.send([visits[0]])
            chair.read()
        with standing_still(room):
            visitors.send(visits)
            chair.send([room.page_request(7)])
        chair.read()
        before = visitors.answered()
        visitors.read()
    assert before < len(visits) / 2
    assert [
        event.body["page"] for event in room.reported() if "page" in event.body
    ] == [7]

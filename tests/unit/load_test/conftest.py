"""A server controlled by the test, and simulated tablets that connect to it."""

import fcntl
import json
import socket
import struct
import termios
import time
from collections.abc import Callable, Iterator

import pytest

from kiosk.client.packets import Packet
from kiosk.load_test.event_loop import EpollLoop
from kiosk.load_test.tablet import SimulatedTablet, TabletTicket
from kiosk.load_test.tablet_pool import TabletPool
from tests.unit.client.server_side import UPGRADED, server_frame

TIMEOUT = 5.0


def event(number: int, page: int = 1, **more: object) -> bytes:
    """Return the frame of a turned page."""
    body = {"n": number, "kind": "page_turned", "page": page, **more}
    return server_frame("42" + json.dumps(["fact", body]))


def hello(number: int, **more: object) -> bytes:
    """Return the frame of a greeting."""
    return server_frame("42" + json.dumps(["hello", {"n": number, **more}]))


def _is_under_way(end: socket.socket) -> bool:
    if end.fileno() < 0:
        return False
    (unsent,) = struct.unpack("i", fcntl.ioctl(end, termios.TIOCOUTQ, b"\0" * 4))
    return unsent > 0


class ConnectedPool:
    """An event loop with a tablet pool, and the server ends of its connections."""

    def __init__(self) -> None:
        self.door = socket.create_server(("127.0.0.1", 0))
        self.door.settimeout(TIMEOUT)
        self.loop = EpollLoop()
        self.listener: Callable[[SimulatedTablet, Packet], None] | None = None
        self.pool = TabletPool(self.loop, self.door.getsockname(), self._on_packet)
        self.ends: list[socket.socket] = []

    def _on_packet(self, tablet: SimulatedTablet, packet: Packet) -> None:
        if self.listener:
            self.listener(tablet, packet)

    def look(self) -> None:
        """Let the tablets process all received data."""
        deadline = time.monotonic() + TIMEOUT
        while any(map(_is_under_way, self.ends)) and time.monotonic() < deadline:
            time.sleep(0.001)
        for _ in range(5):
            self.loop._step(0)

    def accept(self) -> socket.socket:
        """Accept the next connection."""
        self.look()
        end, _ = self.door.accept()
        end.settimeout(TIMEOUT)
        self.ends.append(end)
        return end

    def read(self, end: socket.socket) -> bytes:
        """Return data sent by a tablet."""
        self.look()
        return end.recv(65536)

    def send(self, end: socket.socket, data: bytes) -> None:
        """Send data, and let the tablets process it."""
        end.sendall(data)
        self.look()

    def let_in(self, number: int = 0, auth: dict | None = None) -> socket.socket:
        """Connect one tablet and send its greeting."""
        self.pool.connect(
            [TabletTicket("kiosk=x", auth or {"meeting": 1}, is_greeted=True)]
        )
        end = self.accept()
        self.read(end)
        self.send(end, UPGRADED + server_frame('0{"sid":"a"}'))
        self.read(end)
        self.send(end, server_frame('40{"sid":"b"}') + hello(number))
        return end

    @property
    def tablet(self) -> SimulatedTablet:
        """The only tablet."""
        (only,) = self.pool.tablets
        return only

    def close(self) -> None:
        self.loop.close()
        for end in (*self.ends, self.door):
            end.close()


@pytest.fixture
def connected_pool() -> Iterator[ConnectedPool]:
    connected_pool = ConnectedPool()
    yield connected_pool
    connected_pool.close()

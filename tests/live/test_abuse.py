"""One abusive device; the other devices of its address are not affected."""

import contextlib
import select
import socket
import threading
import time
from collections.abc import Iterator

import pytest

from kiosk.client.frames import PING
from kiosk.client.http_client import HttpClient
from kiosk.live.limits import MAX_UNAUTHENTICATED_PER_ADDRESS
from kiosk.load_test.event_loop import EpollLoop
from kiosk.load_test.page_turns import PageTurner
from kiosk.load_test.tablet import TabletTicket
from kiosk.load_test.tablet_pool import TabletPool
from tests.live.clients import HandshakeError, LiveSocket
from tests.live.conftest import Room
from tests.live.frames import build_frame
from tests.live.hostile_clients import (
    closed_with,
    connect,
    figure,
    flood,
    join,
    rest_of,
)
from tests.migrated_database import new_data_folder
from tests.servers import RealServer
from tests.waiting import TIMEOUT_SECONDS, wait_until

SOCKETS = 200
# More than several tabs of one person, far fewer than hundreds.
MOST_SOCKETS = 20
TABLETS = 400
DRIPS = 1000
# `bench abuse` measures 400, beside pings, messages and binary frames.
TABLETS_BESIDE = 60
REPORT = b'42["shown",{"n":1,"document":null,"page":0,"mode":"alone"}]'
KINDS = {
    "pings": build_frame(b"", PING),
    "messages": build_frame(REPORT),
    "unknown events": build_frame(b'42["x"]'),
    "pongs": build_frame(b"3"),
    "fragments": build_frame(b"", 0, final=False),
}


class TestFlood:
    @pytest.mark.parametrize("kind", KINDS)
    def test_is_ended_with_a_reason_and_the_device_may_come_back(self, room, kind):
        token = room.new_token()
        live, frame = join(room, token), KINDS[kind]
        if kind == "fragments":
            live.send_bytes(build_frame(b"4", final=False))
        flood(live, frame * 100, 20)
        assert closed_with(live, "too many messages")
        # Not at once: the limiter forgets usage after some seconds.
        assert wait_until(lambda: comes_in(room, token), TIMEOUT_SECONDS)

    def test_of_bytes_is_ended_with_a_reason(self, room):
        live = join(room)
        flood(live, build_frame(b'42["x","' + b"x" * 16_000 + b'"]'), 20)
        assert closed_with(live, "too many bytes")

    def test_of_handshakes_is_refused_before_the_upgrade(self, room):
        token, statuses = room.new_token(), []
        for _ in range(80):
            try:
                LiveSocket(room.server.port, token).close()
            except HandshakeError as refusal:
                statuses.append(refusal.status)
        assert set(statuses) == {429}
        join(room).close()


def comes_in(room: Room, token: str) -> bool:
    live = connect(room, token)
    if live is None:
        return False
    with contextlib.suppress(OSError):
        while packet := live.receive():
            if packet.event == "hello":
                live.close()
                return True
    live.socket.close()
    return False


class TestSockets:
    def test_of_one_device_are_few_and_the_newest_stay(self, room):
        token = room.new_token()
        with contextlib.ExitStack() as kept:
            lives = [join(room, token) for _ in range(2 * MOST_SOCKETS)]
            for live in lives:
                kept.callback(live.socket.close)
            assert figure(room, "kiosk_connections") < MOST_SOCKETS
            assert b"too many sockets" in rest_of(lives[0])
            room.turn_page(2)
            while (packet := lives[-1].receive()) and packet.event != "fact":
                pass
            assert packet is not None

    def test_of_one_device_do_not_fill_a_server(self, new_server):
        room = Room(new_server(KIOSK_MAX_CONNECTIONS="50"))
        token = room.new_token()
        with contextlib.ExitStack() as kept:
            for _ in range(50):
                live = connect(room, token)
                if live is not None:
                    kept.callback(live.socket.close)
            for _ in range(20):
                kept.callback(join(room).close)


class FloodingBadge:
    """One badge with very many sockets that floods the server."""

    def __init__(self, room: Room, data: bytes) -> None:
        self._room, self._data, self._token = room, data, room.new_token()
        self._is_over = threading.Event()
        self._threads = [threading.Thread(target=self._run) for _ in range(4)]

    def _run(self) -> None:
        while not self._is_over.is_set():
            with contextlib.ExitStack() as kept:
                lives = []
                for _ in range(SOCKETS // 4):
                    if live := connect(self._room, self._token):
                        kept.callback(live.socket.close)
                        lives.append(live)
                for live in lives:
                    if self._is_over.is_set():
                        return
                    live.socket.settimeout(0.2)
                    flood(live, self._data, 2)
            time.sleep(0.05)

    def __enter__(self) -> None:
        for thread in self._threads:
            thread.start()

    def __exit__(self, *_what: object) -> None:
        self._is_over.set()
        for thread in self._threads:
            thread.join(TIMEOUT_SECONDS)


@pytest.fixture(scope="module")
def hall_server(tmp_path_factory) -> Iterator[RealServer]:
    """A server with the ping interval of production."""
    server = RealServer(new_data_folder(tmp_path_factory.mktemp("hall")))
    server.start()
    yield server
    server.stop()


class TestAHallBehindOneAddress:
    """400 tablets and an abuser share one address (127.0.0.1)."""

    @pytest.fixture
    def room(self, hall_server) -> Room:
        return Room(hall_server)

    @pytest.fixture
    def loop(self) -> Iterator[EpollLoop]:
        loop = EpollLoop()
        yield loop
        loop.close()

    def tickets(self, room: Room, count: int) -> list[TabletTicket]:
        auth = {"meeting": room.meeting}
        return [
            TabletTicket(f"kiosk={room.new_token()}", auth, is_greeted=True)
            for _ in range(count)
        ]

    def turn(self, room: Room, pool: TabletPool, turner: PageTurner, page: int) -> int:
        """Turn the page; return how many tablets have not received it."""
        request = room.page_request(page)
        return turner.turn(pool, request, page, TIMEOUT_SECONDS).missing

    def test_all_join_at_once_report_and_none_is_closed(self, room, loop):
        turner = PageTurner()
        pool = TabletPool(loop, ("127.0.0.1", room.server.port), turner.on_packet)
        assert (
            pool.connect_and_wait(self.tickets(room, TABLETS), TIMEOUT_SECONDS)
            is not None
        )
        for page in (2, 3, 4):
            assert self.turn(room, pool, turner, page) == 0
            for tablet in pool.tablets:
                tablet.send(build_frame(REPORT))
            loop.run_for(0.3)
        assert len(pool.tablets) == TABLETS
        # All lose the network, and reconnect together.
        tickets = pool.drop(list(pool.tablets))
        assert pool.connect_and_wait(tickets, TIMEOUT_SECONDS) is not None
        assert loop.deliveries.faults() == 0
        pool.close()

    def test_all_join_and_receive_beside_one_badge_with_200_sockets(self, room, loop):
        data = KINDS["messages"] * 200
        turner = PageTurner()
        pool = TabletPool(loop, ("127.0.0.1", room.server.port), turner.on_packet)
        with FloodingBadge(room, data):
            tickets = self.tickets(room, TABLETS_BESIDE)
            assert pool.connect_and_wait(tickets, TIMEOUT_SECONDS) is not None
            for page in (2, 3, 4):
                assert self.turn(room, pool, turner, page) == 0
            assert HttpClient(room.server.port).is_healthy()
        assert len(pool.tablets) == TABLETS_BESIDE
        assert loop.deliveries.faults() == 0
        pool.close()


def test_slow_heads_of_one_address_shut_out_no_hall_behind_it(room):
    """1,000 heads that are never completed, and 400 tablets that connect together."""
    address = ("127.0.0.1", room.server.port)
    with contextlib.ExitStack() as kept:

        def open_all(count: int, said: bytes) -> list[socket.socket]:
            wires = []
            for _ in range(count):
                wire = kept.enter_context(socket.create_connection(address))
                wire.settimeout(TIMEOUT_SECONDS)
                wire.sendall(said)
                wires.append(wire)
            return wires

        drips = open_all(DRIPS // 2, b"GET /healthz HTTP/1.1\r\nX-Slow: a")
        honest = open_all(TABLETS, b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        drips += open_all(DRIPS // 10, b"GET /healthz HTTP/1.1\r\nX-Slow: a")
        for wire in honest:
            wire.sendall(b"\r\n")
        assert {wire.recv(4096)[:15] for wire in honest} == {b"HTTP/1.1 200 OK"}
        drips += open_all(DRIPS - len(drips), b"GET /healthz HTTP/1.1\r\nX-Slow: a")
        assert HttpClient(room.server.port).is_healthy()
        poll = select.poll()
        for wire in drips:
            poll.register(wire, select.POLLIN)
        assert wait_until(
            lambda: len(poll.poll(0)) >= DRIPS - MAX_UNAUTHENTICATED_PER_ADDRESS
        )

"""Concurrent emits arrive in the same order at every client."""

import eventlet
import pytest
import socketio

from kiosk.live.transport.engineio_session import EngineIoSession
from kiosk.live.transport.fan_out import CLIENTS_PER_CHECK, FanOutManager

CLIENTS = 2 * CLIENTS_PER_CHECK + 1


class FakeConnection:
    """Records what is written to one client."""

    def __init__(self) -> None:
        self.written: list[bytes] = []

    def write(self, data: bytes) -> None:
        self.written.append(data)


class BusyLoop:
    """A loop monitor that yields each time, and calls a function then."""

    def __init__(self) -> None:
        self.yields = 0
        self.meanwhile = lambda: None

    def yield_to_network(self) -> None:
        self.yields += 1
        self.meanwhile()
        eventlet.sleep(0)


class HallServer:
    """A Socket.IO server with many clients, all in the room `hall`."""

    def __init__(self) -> None:
        self.loop = BusyLoop()
        self.manager = FanOutManager(self.loop)
        server = socketio.Server(async_mode="threading", client_manager=self.manager)
        self.connections, self.sids = [], []
        for number in range(CLIENTS):
            eio_sid = f"engine{number}"
            self.connections.append(FakeConnection())
            server.eio.sockets[eio_sid] = EngineIoSession(
                None, eio_sid, self.connections[-1]
            )
            self.sids.append(self.manager.connect(eio_sid, "/"))
            self.manager.enter_room(self.sids[-1], "/", "hall")

    def emit(self, event: str, to: str, **more) -> None:
        self.manager.emit(event, {}, "/", to=to, **more)

    def events_of(self, number: int) -> list[str]:
        """Return the events received by a client, in order."""
        return [
            data.decode(errors="replace").split('"')[1]
            for data in self.connections[number].written
        ]


@pytest.fixture
def hall_server() -> HallServer:
    return HallServer()


def test_everybody_receives_once_and_the_loop_yields_in_between(hall_server):
    hall_server.emit("turn", "hall")
    assert all(hall_server.events_of(number) == ["turn"] for number in range(CLIENTS))
    assert hall_server.loop.yields == 2


def test_one_client_is_served_without_yielding(hall_server):
    hall_server.loop.meanwhile = lambda: pytest.fail("somebody else came first")
    hall_server.emit("hello", hall_server.sids[3])
    assert hall_server.events_of(3) == ["hello"]
    assert hall_server.events_of(4) == []


def test_a_client_skipped_or_in_another_room_receives_nothing(hall_server):
    hall_server.emit("turn", "hall", skip_sid=hall_server.sids[0])
    hall_server.emit("turn", "hall", skip_sid=hall_server.sids[1:3])
    assert [len(hall_server.events_of(number)) for number in range(4)] == [1, 1, 1, 2]
    hall_server.manager.emit("turn", {}, "/elsewhere", to="hall")
    assert len(hall_server.events_of(3)) == 2


class TestWhoSpeaksDuringABroadcast:
    """An emit during a long one follows it, for every client."""

    def emit_meanwhile(self, hall_server: HallServer, *tos: str) -> None:
        emitted = []

        def emit_once() -> None:
            if not emitted:
                emitted.append(True)
                hall_server.threads = [
                    eventlet.spawn(hall_server.emit, f"second{number}", to)
                    for number, to in enumerate(tos)
                ]

        hall_server.loop.meanwhile = emit_once
        hall_server.emit("first", "hall")
        for thread in hall_server.threads:
            thread.wait()

    def test_to_all(self, hall_server):
        self.emit_meanwhile(hall_server, "hall", "hall")
        for number in range(CLIENTS):
            assert hall_server.events_of(number) == ["first", "second0", "second1"]

    def test_to_one_that_has_not_received_the_first_yet(self, hall_server):
        self.emit_meanwhile(hall_server, hall_server.sids[-1])
        assert hall_server.events_of(CLIENTS - 1) == ["first", "second0"]

    def test_who_has_left_meanwhile_does_not_receive_it(self, hall_server):
        emitted = []

        def speak_and_leave() -> None:
            if not emitted:
                emitted.append(eventlet.spawn(hall_server.emit, "second", "hall"))
                eventlet.sleep(0)
                hall_server.manager.leave_room(hall_server.sids[-1], "/", "hall")

        hall_server.loop.meanwhile = speak_and_leave
        hall_server.emit("first", "hall")
        emitted[0].wait()
        assert hall_server.events_of(0) == ["first", "second"]
        assert hall_server.events_of(CLIENTS - 1) == ["first"]

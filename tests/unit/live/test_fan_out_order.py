"""Concurrent emits arrive in the same order at every client."""

import eventlet
import pytest
import socketio

from kiosk.live.transport.engineio_session import EngineIoSession
from kiosk.live.transport.fan_out import CLIENTS_PER_CHECK, FanOutManager

CROWD = 2 * CLIENTS_PER_CHECK + 1


class Line:
    """Records what is written to one client."""

    def __init__(self) -> None:
        self.written: list[bytes] = []

    def write(self, data: bytes) -> None:
        self.written.append(data)


class BusyLoop:
    """A loop monitor that yields each time, and calls a function then."""

    def __init__(self) -> None:
        self.breaths = 0
        self.meanwhile = lambda: None

    def yield_to_network(self) -> None:
        self.breaths += 1
        self.meanwhile()
        eventlet.sleep(0)


class House:
    """A Socket.IO server with many clients, all in the room `hall`."""

    def __init__(self) -> None:
        self.loop = BusyLoop()
        self.manager = FanOutManager(self.loop)
        server = socketio.Server(async_mode="threading", client_manager=self.manager)
        self.lines, self.sids = [], []
        for number in range(CROWD):
            eio_sid = f"engine{number}"
            self.lines.append(Line())
            server.eio.sockets[eio_sid] = EngineIoSession(None, eio_sid, self.lines[-1])
            self.sids.append(self.manager.connect(eio_sid, "/"))
            self.manager.enter_room(self.sids[-1], "/", "hall")

    def emit(self, event: str, to: str, **more) -> None:
        self.manager.emit(event, {}, "/", to=to, **more)

    def heard(self, number: int) -> list[str]:
        """Return the events received by a client, in order."""
        return [
            data.decode(errors="replace").split('"')[1]
            for data in self.lines[number].written
        ]


@pytest.fixture
def house() -> House:
    return House()


def test_everybody_receives_once_and_the_loop_yields_in_between(house):
    house.emit("turn", "hall")
    assert all(house.heard(number) == ["turn"] for number in range(CROWD))
    assert house.loop.breaths == 2


def test_one_client_is_served_without_yielding(house):
    house.loop.meanwhile = lambda: pytest.fail("somebody else came first")
    house.emit("hello", house.sids[3])
    assert house.heard(3) == ["hello"]
    assert house.heard(4) == []


def test_a_client_skipped_or_in_another_room_receives_nothing(house):
    house.emit("turn", "hall", skip_sid=house.sids[0])
    house.emit("turn", "hall", skip_sid=house.sids[1:3])
    assert [len(house.heard(number)) for number in range(4)] == [1, 1, 1, 2]
    house.manager.emit("turn", {}, "/elsewhere", to="hall")
    assert len(house.heard(3)) == 2


class TestWhoSpeaksDuringABroadcast:
    """An emit during a long one follows it, for every client."""

    def speak(self, house: House, *tos: str) -> None:
        spoken = []

        def speak_once() -> None:
            if not spoken:
                spoken.append(True)
                house.speakers = [
                    eventlet.spawn(house.emit, f"second{number}", to)
                    for number, to in enumerate(tos)
                ]

        house.loop.meanwhile = speak_once
        house.emit("first", "hall")
        for speaker in house.speakers:
            speaker.wait()

    def test_to_all(self, house):
        self.speak(house, "hall", "hall")
        for number in range(CROWD):
            assert house.heard(number) == ["first", "second0", "second1"]

    def test_to_one_that_has_not_received_the_first_yet(self, house):
        self.speak(house, house.sids[-1])
        assert house.heard(CROWD - 1) == ["first", "second0"]

    def test_who_has_left_meanwhile_does_not_receive_it(self, house):
        spoken = []

        def speak_and_leave() -> None:
            if not spoken:
                spoken.append(eventlet.spawn(house.emit, "second", "hall"))
                eventlet.sleep(0)
                house.manager.leave_room(house.sids[-1], "/", "hall")

        house.loop.meanwhile = speak_and_leave
        house.emit("first", "hall")
        spoken[0].wait()
        assert house.heard(0) == ["first", "second"]
        assert house.heard(CROWD - 1) == ["first"]

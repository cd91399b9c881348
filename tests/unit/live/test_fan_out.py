"""One event to many clients: encoded once, written to each."""

import itertools
from types import SimpleNamespace

import pytest
from socketio.manager import Manager
from socketio.packet import Packet

from kiosk.live.transport import websocket_frames
from kiosk.live.transport.engineio_session import EngineIoSession
from kiosk.live.transport.fan_out import FanOutManager
from kiosk.live.transport.loop_monitor import LoopMonitor


class FakeConnection:
    def __init__(self) -> None:
        self.written: list[bytes] = []

    def write(self, data: bytes) -> None:
        self.written.append(data)


class Server:
    """A fake Socket.IO server."""

    packet_class = Packet
    logger = None

    def __init__(self) -> None:
        numbers = itertools.count()
        self.eio = SimpleNamespace(
            sockets={}, generate_id=lambda: f"sid-{next(numbers)}"
        )
        self.polled: list[tuple[str, str]] = []

    def _send_eio_packet(self, eio_sid: str, packet) -> None:
        self.polled.append((eio_sid, packet.encode()))


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def manager(server) -> FanOutManager:
    manager = FanOutManager(LoopMonitor())
    manager.set_server(server)
    return manager


def join(manager, server, sid: str, *rooms: str) -> FakeConnection:
    """Join a client by WebSocket; return its connection."""
    websocket = FakeConnection()
    server.eio.sockets[f"eio-{sid}"] = EngineIoSession(None, f"eio-{sid}", websocket)
    for room in (None, sid, *rooms):
        manager.basic_enter_room(sid, "/", room, eio_sid=f"eio-{sid}")
    return websocket


def texts(websocket: FakeConnection) -> list[str]:
    reader = websocket_frames.FrameReader(10**6)
    masked = b"".join(_as_from_client(data) for data in websocket.written)
    return [payload.decode() for _opcode, payload in reader.feed(masked)]


def _as_from_client(data: bytes) -> bytes:
    # A server's frame, masked with zeros for FrameReader.
    head = 2 if data[1] < 126 else 4
    return data[:1] + bytes((data[1] | 0x80,)) + data[2:head] + bytes(4) + data[head:]


def test_only_members_of_a_room_receive(manager, server):
    one, two, other = (
        join(manager, server, name, room)
        for name, room in (("a", "hall"), ("b", "hall"), ("c", "yard"))
    )
    manager.emit("fact", {"n": 1}, "/", room="hall")
    assert texts(one) == texts(two) == ['42["fact",{"n":1}]']
    assert other.written == []


def test_all_get_the_very_same_bytes(manager, server):
    lines = [join(manager, server, str(number), "hall") for number in range(300)]
    manager.emit("fact", {"n": 1}, "/", room="hall")
    assert len({id(websocket.written[0]) for websocket in lines}) == 1


def test_a_member_of_two_rooms_receives_once(manager, server):
    websocket = join(manager, server, "a", "hall", "yard")
    manager.emit("fact", {"n": 1}, "/", to=["hall", "yard", "nowhere"])
    assert len(websocket.written) == 1


@pytest.mark.parametrize("skip", ["a", ["a", "x"]])
def test_a_skipped_client_receives_nothing(manager, server, skip):
    skipped, other = join(manager, server, "a"), join(manager, server, "b")
    manager.emit("fact", None, "/", skip_sid=skip)
    assert skipped.written == []
    assert texts(other) == ['42["fact"]']


def test_several_values_and_another_namespace(manager, server):
    websocket = join(manager, server, "a")
    manager.basic_enter_room("a2", "/custom", None, eio_sid="eio-a")
    manager.emit("fact", (1, "hai"), "/custom")
    assert texts(websocket) == ['42/custom,["fact",1,"hai"]']


def test_attachments_follow_their_event_in_one_piece(manager, server):
    websocket = join(manager, server, "a")
    manager.emit("picture", b"\x00\x01", "/")
    [data] = websocket.written
    assert data.endswith(b"\x82\x02\x00\x01")
    assert b'451-["picture",{"_placeholder":true,"num":0}]' in data


def test_a_polling_client_receives_by_engine_io(manager, server):
    server.eio.sockets["eio-p"] = object()
    manager.basic_enter_room("p", "/", None, eio_sid="eio-p")
    manager.emit("fact", {"n": 1}, "/")
    assert server.polled == [("eio-p", '42["fact",{"n":1}]')]


def test_who_has_just_left_is_no_error(manager, server):
    join(manager, server, "a")
    server.eio.sockets.clear()
    manager.emit("fact", {"n": 1}, "/")
    manager.emit("fact", {"n": 1}, "/nowhere")
    assert server.polled == []


class TestRooms:
    @pytest.fixture
    def plain(self, server) -> Manager:
        """python-socketio's own manager, as the reference."""
        manager = Manager()
        manager.set_server(server)
        return manager

    def live_through(self, manager) -> list[object]:
        """Let three clients join, move and leave; return the state after each step."""
        seen: list[object] = []
        for sid in "abc":
            manager.connect(f"eio-{sid}", "/")
        sids = [manager.sid_from_eio_sid(f"eio-{sid}", "/") for sid in "abc"]
        for sid in sids:
            manager.enter_room(sid, "/", "hall")
        manager.enter_room(sids[0], "/", "hall")
        manager.leave_room(sids[1], "/", "hall")
        manager.leave_room(sids[1], "/", "hall")
        seen.append([len(manager.get_rooms(sid, "/")) for sid in sids])
        manager.pre_disconnect(sids[0], "/")
        manager.disconnect(sids[0], "/")
        seen.append(manager.is_connected(sids[0], "/"))
        seen.append(manager.get_rooms(sids[0], "/"))
        seen.append(sorted(e for _, e in manager.get_participants("/", "hall")))
        manager.close_room("hall", "/")
        seen.append([len(manager.get_rooms(sid, "/")) for sid in sids])
        for sid in sids:
            manager.disconnect(sid, "/")
        manager.disconnect("nobody", "/nowhere")
        seen.append((manager.rooms, manager.pending_connect))
        seen.append(manager.pending_disconnect)
        return seen

    def test_clients_come_move_and_go_as_with_python_socketio(self, manager, plain):
        assert self.live_through(manager) == self.live_through(plain)
        assert manager._rooms_of == {}

    def test_a_leaving_client_is_not_searched_in_every_room(self, manager, server):
        for number in range(50):
            join(manager, server, str(number), f"of {number}")
        searched = []
        rooms = manager.rooms["/"]

        class RecordingRooms(dict):
            def __getitem__(self, room):
                searched.append(room)
                return super().__getitem__(room)

            def copy(self):
                raise AssertionError("all rooms were looked through")

        manager.rooms["/"] = RecordingRooms(rooms)
        manager.disconnect("7", "/")
        assert set(searched) == {None, "7", "of 7"}


def test_a_callback_is_python_socketios_own_business(manager, server):
    sent = []
    server._send_packet = lambda eio_sid, packet: sent.append((eio_sid, packet.id))
    join(manager, server, "a")
    manager.emit("ask", None, "/", room="a", callback=print)
    assert sent == [("eio-a", 1)]


class UnsearchableRooms(dict):
    """Rooms that fail when searched."""

    def __iter__(self):
        raise AssertionError("somebody looked through all rooms")

    copy = items = keys = values = __iter__

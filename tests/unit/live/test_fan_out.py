"""One event to many: encoded once, written to each, rooms as ever."""

from types import SimpleNamespace

import pytest
from socketio.packet import Packet

from kiosk.live import wire
from kiosk.live.fan_out import FanOut
from kiosk.live.live_socket import LiveSocket
from kiosk.live.loop import Loop


class Line:
    def __init__(self) -> None:
        self.written: list[bytes] = []

    def write(self, data: bytes) -> None:
        self.written.append(data)


class Server:
    """What a manager needs of a Socket.IO server."""

    packet_class = Packet
    logger = None

    def __init__(self) -> None:
        self.eio = SimpleNamespace(sockets={})
        self.polled: list[tuple[str, str]] = []

    def _send_eio_packet(self, eio_sid: str, packet) -> None:
        self.polled.append((eio_sid, packet.encode()))


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def manager(server) -> FanOut:
    manager = FanOut(Loop())
    manager.set_server(server)
    return manager


def join(manager, server, sid: str, *rooms: str) -> Line:
    """Let a client in by WebSocket; return its line."""
    line = Line()
    server.eio.sockets[f"eio-{sid}"] = LiveSocket(None, f"eio-{sid}", line)
    for room in (None, sid, *rooms):
        manager.basic_enter_room(sid, "/", room, eio_sid=f"eio-{sid}")
    return line


def texts(line: Line) -> list[str]:
    reader = wire.FrameReader(10**6)
    masked = b"".join(_as_from_client(data) for data in line.written)
    return [payload.decode() for _opcode, payload in reader.feed(masked)]


def _as_from_client(data: bytes) -> bytes:
    # A frame of a server, masked with zeros: what FrameReader reads.
    head = 2 if data[1] < 126 else 4
    return data[:1] + bytes((data[1] | 0x80,)) + data[2:head] + bytes(4) + data[head:]


def test_a_room_hears_and_nobody_else(manager, server):
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
    assert len({id(line.written[0]) for line in lines}) == 1


def test_one_in_two_of_the_rooms_hears_once(manager, server):
    line = join(manager, server, "a", "hall", "yard")
    manager.emit("fact", {"n": 1}, "/", to=["hall", "yard", "nowhere"])
    assert len(line.written) == 1


@pytest.mark.parametrize("skip", ["a", ["a", "x"]])
def test_who_is_skipped_hears_nothing(manager, server, skip):
    skipped, other = join(manager, server, "a"), join(manager, server, "b")
    manager.emit("fact", None, "/", skip_sid=skip)
    assert skipped.written == []
    assert texts(other) == ['42["fact"]']


def test_several_values_and_another_namespace(manager, server):
    line = join(manager, server, "a")
    manager.basic_enter_room("a2", "/custom", None, eio_sid="eio-a")
    manager.emit("fact", (1, "hai"), "/custom")
    assert texts(line) == ['42/custom,["fact",1,"hai"]']


def test_attachments_follow_their_event_in_one_piece(manager, server):
    line = join(manager, server, "a")
    manager.emit("picture", b"\x00\x01", "/")
    [data] = line.written
    assert data.endswith(b"\x82\x02\x00\x01")
    assert b'451-["picture",{"_placeholder":true,"num":0}]' in data


def test_who_is_polled_hears_by_engine_io(manager, server):
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


def test_a_callback_is_python_socketios_own_business(manager, server):
    sent = []
    server._send_packet = lambda eio_sid, packet: sent.append((eio_sid, packet.id))
    join(manager, server, "a")
    manager.emit("ask", None, "/", room="a", callback=print)
    assert sent == [("eio-a", 1)]


class Untouchable(dict):
    """Rooms that nobody may look through."""

    def __iter__(self):
        raise AssertionError("somebody looked through all rooms")

    copy = items = keys = values = __iter__


def test_who_leaves_is_not_looked_for_in_everybodys_rooms(manager, server):
    line = join(manager, server, "one", "hall", "sign-in")
    join(manager, server, "two", "hall")
    manager.rooms["/"] = Untouchable(manager.rooms["/"])
    manager.basic_disconnect("one", "/")
    manager.emit("fact", {}, "/", room="hall")
    assert line.written == []
    left = dict.keys(manager.rooms["/"])
    assert left == {None, "two", "hall"}


def test_who_has_left_a_room_leaves_the_others_at_the_end(manager, server):
    join(manager, server, "one", "hall", "desk")
    manager.basic_leave_room("one", "/", "hall")
    manager.pre_disconnect("one", "/")
    manager.basic_disconnect("one", "/")
    assert manager.rooms == {}
    assert manager.pending_disconnect == {}
    assert not manager._entered


def test_a_client_that_was_never_there_leaves_without_a_word(manager, server):
    join(manager, server, "one")
    manager.basic_disconnect("nobody", "/")
    assert list(manager.rooms["/"]) == [None, "one"]
    assert ("/", "nobody") not in manager._entered

"""Sockets as engine.io sees them; on the wire they are tried in tests/live."""

from types import SimpleNamespace

import pytest

from kiosk.live import wire
from kiosk.live.engine import slim
from kiosk.live.limits import MOST_UNHEARD
from kiosk.live.live_socket import (
    MOST_AT_ONCE,
    LiveSocket,
    MessageHandling,
    packet_frame,
)
from tests.unit.live.green import run_green


class Line:
    """What a socket needs of its line."""

    def __init__(self) -> None:
        self.written: list[bytes] = []
        self.ended: list[int] = []
        self.is_cut = self.is_paused = False
        self.owner: LiveSocket | None = None

    def write(self, data: bytes) -> None:
        self.written.append(data)

    def end(self, code: int = wire.NORMAL, _reason: str = "") -> None:
        self.ended.append(code)

    def pause(self) -> None:
        self.is_paused = True

    def resume(self) -> None:
        self.is_paused = False

    def cut(self) -> None:
        if not self.is_cut and self.owner:
            self.is_cut = True
            self.owner.lost()


class Engine:
    """What a socket needs of its engine; `work` does what the hands would do."""

    reason = SimpleNamespace(SERVER_DISCONNECT="server", TRANSPORT_CLOSE="transport")

    def __init__(self) -> None:
        self.sockets: dict[str, LiveSocket] = {}
        self.worked: list[object] = []
        self.alive: list[str] = []
        self.ended: list[str] = []
        self.ticks: list[bytes] = []
        self.waiting: list[LiveSocket] = []
        self.handlers = {"message": lambda _sid, data: self.worked.append(data)}

    def heard(self, sid: str) -> None:
        self.alive.append(sid)

    def inspect(
        self, _socket: LiveSocket, _opcode: int, payload: bytes
    ) -> MessageHandling:
        if payload.startswith(b"4tick"):
            self.ticks.append(payload)
            return MessageHandling.DONE
        return (
            MessageHandling.REFUSED
            if payload == b"4forbidden"
            else MessageHandling.QUEUED
        )

    def has_work(self, live_socket: LiveSocket) -> None:
        self.waiting.append(live_socket)

    def _trigger_event(self, event: str, _sid: str, reason: str, **_how: bool):
        assert event == "disconnect"
        self.ended.append(reason)

    def work(self) -> None:
        while self.waiting:
            self.waiting.pop(0).work()


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def live_socket(engine) -> LiveSocket:
    line = Line()
    live_socket = LiveSocket(engine, "x", line)
    line.owner = live_socket
    engine.sockets["x"] = live_socket
    return live_socket


class TestHearing:
    def test_messages_are_worked_on_in_order_by_one_hand(self, engine, live_socket):
        for payload in (b"40{}", b'42["a"]', b"4"):
            live_socket.heard(wire.TEXT, payload)
        live_socket.heard(wire.BINARY, b"\x00\xff")
        assert engine.waiting == [live_socket]
        assert engine.worked == []
        engine.work()
        assert engine.worked == ["0{}", '2["a"]', "", b"\x00\xff"]

    def test_a_tick_needs_no_hand(self, engine, live_socket):
        live_socket.heard(wire.TEXT, b"4tick")
        assert engine.ticks == [b"4tick"]
        assert engine.waiting == []

    def test_a_refused_message_ends_the_connection_and_is_not_kept(
        self, engine, live_socket
    ):
        live_socket.heard(wire.TEXT, b"4forbidden")
        assert live_socket.line.ended == [wire.POLICY_VIOLATION]
        assert engine.waiting == []

    @pytest.mark.parametrize("payload", [b"3", b"42[]"])
    def test_whatever_it_says_it_is_alive(self, engine, live_socket, payload):
        live_socket.ping()
        assert live_socket.is_awaited
        live_socket.heard(wire.TEXT, payload)
        assert not live_socket.is_awaited
        assert engine.alive == ["x"]

    @pytest.mark.parametrize(
        "garbage",
        [b"abc", b"", b" ", b"9", b"0", b"2", b"5", b"6", b"b4", "١".encode(), b"\x00"],
    )
    def test_garbage_is_shown_out(self, engine, live_socket, garbage):
        live_socket.heard(wire.TEXT, garbage)
        assert live_socket.line.ended == [wire.PROTOCOL_ERROR]
        assert engine.waiting == []

    def test_a_close_packet_is_answered_by_a_goodbye(self, live_socket):
        live_socket.heard(wire.TEXT, b"1")
        assert live_socket.line.ended == [wire.NORMAL]

    def test_a_flood_is_dammed_up_and_worked_on_in_order(self, engine, live_socket):
        for number in range(2 * MOST_UNHEARD):
            live_socket.heard(wire.TEXT, b"4%d" % number)
            assert live_socket.line.is_paused == (number >= MOST_UNHEARD - 1)
        engine.work()
        assert engine.worked == [str(number) for number in range(2 * MOST_UNHEARD)]
        assert not live_socket.line.is_paused
        assert engine.ended == []

    def test_who_floods_lets_others_come_between(self, engine, live_socket):
        for number in range(MOST_AT_ONCE + 1):
            live_socket.heard(wire.TEXT, b"4%d" % number)
        other = LiveSocket(engine, "other", Line())
        other.heard(wire.TEXT, b"4other")
        engine.work()
        assert engine.worked[MOST_AT_ONCE:] == ["other", str(MOST_AT_ONCE)]

    def test_what_came_before_the_end_is_worked_on_first(self, engine, live_socket):
        live_socket.heard(wire.TEXT, b"4last words")
        live_socket.lost()
        engine.work()
        assert engine.worked == ["last words"]
        assert engine.ended == ["transport"]
        assert engine.sockets == {}

    def test_who_left_while_his_message_failed_is_still_forgotten(
        self, engine, live_socket
    ):
        def fail(_sid: str, _data: object) -> None:
            raise ValueError("nonsense")

        engine.handlers["message"] = fail
        live_socket.heard(wire.TEXT, b"4x")
        live_socket.lost()
        with pytest.raises(ValueError, match="nonsense"):
            engine.work()
        live_socket.fail()
        engine.work()
        assert engine.ended == ["transport"]


class TestClosing:
    def test_the_client_is_told_and_nobody_waits(self, engine, live_socket):
        live_socket.close()
        assert live_socket.line.written == [wire.frame(b"1")]
        assert live_socket.line.ended == [wire.NORMAL]
        assert engine.ended == ["server"]
        assert engine.sockets == {}

    def test_who_is_expelled_is_told_why_and_forgotten_at_once(
        self, engine, live_socket
    ):
        live_socket.expel("too many sockets")
        assert live_socket.line.ended[0] == wire.POLICY_VIOLATION
        assert engine.ended == ["server"]
        assert engine.sockets == {}

    def test_twice_is_once(self, engine, live_socket):
        live_socket.close()
        live_socket.close()
        assert engine.ended == ["server"]

    def test_nothing_is_sent_after_it(self, live_socket):
        live_socket.close(abort=True)
        live_socket.send(None)
        assert live_socket.line.written == []


def test_texts_and_bytes_have_frames_of_their_own():
    assert packet_frame("4ở") == wire.frame("4ở".encode(), wire.TEXT)
    assert packet_frame(b"\x00") == wire.frame(b"\x00", wire.BINARY)


def test_of_a_request_only_what_later_events_need_is_kept():
    environ = {"HTTP_COOKIE": "kiosk=1", "wsgi.input": object(), "HTTP_ACCEPT": "*/*"}
    assert slim(environ) == {"HTTP_COOKIE": "kiosk=1"}


LEAVES = """
import engineio
from kiosk.live.engine import LiveEngine
from kiosk.live.http_protocol import DETACH
from kiosk.live.loop import Loop

engine = engineio.Server(async_mode="eventlet")
engine.__class__ = LiveEngine
engine.adopt(Loop())
engine.on("connect", lambda sid, environ: print("came"))
engine.on("disconnect", lambda sid, reason: print("left", reason))

def detach():
    raise ConnectionResetError("gone")

environ = {"HTTP_SEC_WEBSOCKET_VERSION": "13", "HTTP_SEC_WEBSOCKET_KEY": "x",
           DETACH: detach}
print(list(engine._handle_connect(environ, print, "websocket")), engine.sockets)
"""


@pytest.mark.process
def test_who_leaves_while_hands_are_shaken_leaves_nothing_behind():
    assert run_green(LEAVES) == ["came", "left transport error", "[] {}"]

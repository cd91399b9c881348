"""Sessions as used by engine.io; tests/live tests them over sockets."""

from types import SimpleNamespace

import pytest

from kiosk.live.limits import MAX_QUEUED_MESSAGES
from kiosk.live.transport import websocket_frames
from kiosk.live.transport.engineio_server import reduced_environ
from kiosk.live.transport.engineio_session import (
    MAX_MESSAGES_PER_TURN,
    EngineIoSession,
    MessageHandling,
    packet_frame,
)
from tests.unit.live.green_threads import run_green


class FakeConnection:
    """A fake WebSocketConnection."""

    def __init__(self) -> None:
        self.written: list[bytes] = []
        self.ended: list[int] = []
        self.is_cut = self.is_paused = False
        self.handler: EngineIoSession | None = None

    def write(self, data: bytes) -> None:
        self.written.append(data)

    def close(self, code: int = websocket_frames.NORMAL, _reason: str = "") -> None:
        self.ended.append(code)

    def pause(self) -> None:
        self.is_paused = True

    def resume(self) -> None:
        self.is_paused = False

    def abort(self) -> None:
        if not self.is_cut and self.handler:
            self.is_cut = True
            self.handler.on_close()


class Engine:
    """A fake engine.io server; `work` acts as the worker threads."""

    reason = SimpleNamespace(SERVER_DISCONNECT="server", TRANSPORT_CLOSE="transport")

    def __init__(self) -> None:
        self.sockets: dict[str, EngineIoSession] = {}
        self.worked: list[object] = []
        self.alive: list[str] = []
        self.ended: list[str] = []
        self.ticks: list[bytes] = []
        self.waiting: list[EngineIoSession] = []
        self.handlers = {"message": lambda _sid, data: self.worked.append(data)}

    def on_packet(self, sid: str) -> None:
        self.alive.append(sid)

    def inspect(
        self, _socket: EngineIoSession, _opcode: int, payload: bytes
    ) -> MessageHandling:
        if payload.startswith(b"4tick"):
            self.ticks.append(payload)
            return MessageHandling.DONE
        return (
            MessageHandling.REFUSED
            if payload == b"4forbidden"
            else MessageHandling.QUEUED
        )

    def enqueue_session(self, eio_session: EngineIoSession) -> None:
        self.waiting.append(eio_session)

    def _trigger_event(self, event: str, _sid: str, reason: str, **_how: bool):
        assert event == "disconnect"
        self.ended.append(reason)

    def work(self) -> None:
        while self.waiting:
            self.waiting.pop(0).process_messages()


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def eio_session(engine) -> EngineIoSession:
    websocket = FakeConnection()
    eio_session = EngineIoSession(engine, "x", websocket)
    websocket.handler = eio_session
    engine.sockets["x"] = eio_session
    return eio_session


class TestHearing:
    def test_messages_are_worked_on_in_order_by_one_hand(self, engine, eio_session):
        for payload in (b"40{}", b'42["a"]', b"4"):
            eio_session.on_message(websocket_frames.TEXT, payload)
        eio_session.on_message(websocket_frames.BINARY, b"\x00\xff")
        assert engine.waiting == [eio_session]
        assert engine.worked == []
        engine.work()
        assert engine.worked == ["0{}", '2["a"]', "", b"\x00\xff"]

    def test_a_tick_needs_no_hand(self, engine, eio_session):
        eio_session.on_message(websocket_frames.TEXT, b"4tick")
        assert engine.ticks == [b"4tick"]
        assert engine.waiting == []

    def test_a_refused_message_ends_the_connection_and_is_not_kept(
        self, engine, eio_session
    ):
        eio_session.on_message(websocket_frames.TEXT, b"4forbidden")
        assert eio_session.websocket.ended == [websocket_frames.POLICY_VIOLATION]
        assert engine.waiting == []

    @pytest.mark.parametrize("payload", [b"3", b"42[]"])
    def test_any_packet_renews_the_session(self, engine, eio_session, payload):
        eio_session.ping()
        assert eio_session.awaits_pong
        eio_session.on_message(websocket_frames.TEXT, payload)
        assert not eio_session.awaits_pong
        assert engine.alive == ["x"]

    @pytest.mark.parametrize(
        "garbage",
        [b"abc", b"", b" ", b"9", b"0", b"2", b"5", b"6", b"b4", "١".encode(), b"\x00"],
    )
    def test_garbage_is_shown_out(self, engine, eio_session, garbage):
        eio_session.on_message(websocket_frames.TEXT, garbage)
        assert eio_session.websocket.ended == [websocket_frames.PROTOCOL_ERROR]
        assert engine.waiting == []

    def test_a_close_packet_is_answered_by_a_close_frame(self, eio_session):
        eio_session.on_message(websocket_frames.TEXT, b"1")
        assert eio_session.websocket.ended == [websocket_frames.NORMAL]

    def test_a_flood_is_dammed_up_and_worked_on_in_order(self, engine, eio_session):
        for number in range(2 * MAX_QUEUED_MESSAGES):
            eio_session.on_message(websocket_frames.TEXT, b"4%d" % number)
            assert eio_session.websocket.is_paused == (
                number >= MAX_QUEUED_MESSAGES - 1
            )
        engine.work()
        assert engine.worked == [
            str(number) for number in range(2 * MAX_QUEUED_MESSAGES)
        ]
        assert not eio_session.websocket.is_paused
        assert engine.ended == []

    def test_who_floods_lets_others_come_between(self, engine, eio_session):
        for number in range(MAX_MESSAGES_PER_TURN + 1):
            eio_session.on_message(websocket_frames.TEXT, b"4%d" % number)
        other = EngineIoSession(engine, "other", FakeConnection())
        other.on_message(websocket_frames.TEXT, b"4other")
        engine.work()
        assert engine.worked[MAX_MESSAGES_PER_TURN:] == [
            "other",
            str(MAX_MESSAGES_PER_TURN),
        ]

    def test_what_came_before_the_end_is_worked_on_first(self, engine, eio_session):
        eio_session.on_message(websocket_frames.TEXT, b"4last words")
        eio_session.on_close()
        engine.work()
        assert engine.worked == ["last words"]
        assert engine.ended == ["transport"]
        assert engine.sockets == {}

    def test_a_client_that_left_during_a_failing_message_is_removed(
        self, engine, eio_session
    ):
        def fail(_sid: str, _data: object) -> None:
            raise ValueError("nonsense")

        engine.handlers["message"] = fail
        eio_session.on_message(websocket_frames.TEXT, b"4x")
        eio_session.on_close()
        with pytest.raises(ValueError, match="nonsense"):
            engine.work()
        eio_session.close_after_error()
        engine.work()
        assert engine.ended == ["transport"]


class TestClosing:
    def test_the_client_gets_a_close_packet_and_nobody_waits(self, engine, eio_session):
        eio_session.close()
        assert eio_session.websocket.written == [websocket_frames.frame(b"1")]
        assert eio_session.websocket.ended == [websocket_frames.NORMAL]
        assert engine.ended == ["server"]
        assert engine.sockets == {}

    def test_a_session_closed_with_a_reason_is_removed_at_once(
        self, engine, eio_session
    ):
        eio_session.close_with_reason("too many sockets")
        assert eio_session.websocket.ended[0] == websocket_frames.POLICY_VIOLATION
        assert engine.ended == ["server"]
        assert engine.sockets == {}

    def test_twice_is_once(self, engine, eio_session):
        eio_session.close()
        eio_session.close()
        assert engine.ended == ["server"]

    def test_nothing_is_sent_after_it(self, eio_session):
        eio_session.close(abort=True)
        eio_session.send(None)
        assert eio_session.websocket.written == []


def test_texts_and_bytes_have_frames_of_their_own():
    assert packet_frame("4ở") == websocket_frames.frame(
        "4ở".encode(), websocket_frames.TEXT
    )
    assert packet_frame(b"\x00") == websocket_frames.frame(
        b"\x00", websocket_frames.BINARY
    )


def test_of_a_request_only_what_later_events_need_is_kept():
    environ = {"HTTP_COOKIE": "kiosk=1", "wsgi.input": object(), "HTTP_ACCEPT": "*/*"}
    assert reduced_environ(environ) == {"HTTP_COOKIE": "kiosk=1"}


LEAVES = """
import engineio
from kiosk.live.transport.engineio_server import EngineIoServer
from kiosk.live.transport.http_protocol import DETACH_KEY
from kiosk.live.transport.loop_monitor import LoopMonitor

engine = engineio.Server(async_mode="eventlet")
engine.__class__ = EngineIoServer
engine.initialise(LoopMonitor())
engine.on("connect", lambda sid, environ: print("came"))
engine.on("disconnect", lambda sid, reason: print("left", reason))

def detach():
    raise ConnectionResetError("gone")

environ = {"HTTP_SEC_WEBSOCKET_VERSION": "13", "HTTP_SEC_WEBSOCKET_KEY": "x",
           DETACH_KEY: detach}
print(list(engine._handle_connect(environ, print, "websocket")), engine.sockets)
"""


@pytest.mark.process
def test_a_client_that_leaves_during_the_handshake_leaves_no_state():
    assert run_green(LEAVES) == ["came", "left transport error", "[] {}"]

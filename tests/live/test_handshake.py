"""Invalid handshakes and requests to the real server, one kind per test."""

import contextlib
import socket
import time

import pytest

from kiosk import timings
from kiosk.client.frames import BINARY
from kiosk.client.http_client import HttpClient
from kiosk.client.packets import LIVE_PATH
from tests.live.clients import HandshakeError, LiveSocket
from tests.live.conftest import TIME_SCALE
from tests.live.frames import build_frame
from tests.waiting import TIMEOUT_SECONDS, wait_until

FOREIGN = {"Origin": "https://evil.vn"}
UPGRADE = {"Upgrade": "websocket"}
DEFLATE = "permessage-deflate; client_max_window_bits"


def status_of_handshake(room, token: str, **how) -> int:
    try:
        LiveSocket(room.server.port, token, **how).close()
    except HandshakeError as refusal:
        return refusal.status
    return 101


class TestRefusedBeforeTheUpgrade:
    def test_unauthenticated_upgrade(self, room):
        assert status_of_handshake(room, "") == 401
        assert status_of_handshake(room, "made-up") == 401

    def test_a_signed_in_device_comes_in(self, room):
        assert status_of_handshake(room, room.new_token()) == 101

    def test_foreign_origin(self, room):
        token = room.new_token()
        assert status_of_handshake(room, token, headers=FOREIGN) == 403

    def test_forged_forwarded_host_does_not_open_the_origin_check(self, room):
        forged = {"X-Forwarded-Host": "evil.vn", "X-Forwarded-Proto": "https"}
        how = {"headers": FOREIGN | forged}
        assert status_of_handshake(room, room.new_token(), **how) == 403

    def test_long_polling_is_refused(self, room):
        client = HttpClient(room.server.port, room.new_token())
        assert client.get("/socket.io/?EIO=4&transport=polling").status == 400
        assert client.post("/socket.io/?EIO=4&transport=polling").status == 400

    def test_half_a_handshake_is_refused(self, room):
        client = HttpClient(room.server.port, room.new_token())
        assert client.get(LIVE_PATH, headers=UPGRADE).status == 400

    def test_a_second_transport_for_an_open_session_is_refused(self, room):
        token = room.new_token()
        path = f"{LIVE_PATH}&sid=abc"
        assert status_of_handshake(room, token, path=path) == 400


def test_deflate_is_offered_but_not_negotiated(room):
    offer = {"Sec-WebSocket-Extensions": DEFLATE}
    live = LiveSocket(room.server.port, room.new_token(), headers=offer)
    assert "sec-websocket-extensions" not in dict(live.response.headers)
    live.close()


def read_to_the_end(live: LiveSocket) -> bytes:
    received = b""
    with live.socket as stream, contextlib.suppress(ConnectionResetError):
        stream.settimeout(10)
        while chunk := stream.recv(65536):
            received += chunk
    return received


def is_alive(room) -> bool:
    return HttpClient(room.server.port).is_healthy()


class TestGarbage:
    @pytest.mark.parametrize(
        "garbage", ["abc", "", "9", "0{}", "2", "5", "6", "b", "\x00", "4abc", "45-[]",
                    "451-", "4999999999999-[]", "42", '42["x"', '42{"a":1}', "43[]",
                    "46"],
    )  # fmt: skip
    def test_garbage_text_makes_no_traceback_and_no_http_in_the_stream(
        self, room, garbage
    ):
        live = LiveSocket(room.server.port, room.new_token())
        live.receive()
        live.send(garbage)
        live.send("1")  # and a close frame, for garbage that is merely ignored
        received = read_to_the_end(live)
        assert b"HTTP/" not in received
        assert b"Traceback" not in received
        assert "Traceback" not in room.server.log.read_text()
        assert is_alive(room)

    def test_garbage_bytes(self, room):
        live = LiveSocket(room.server.port, room.new_token())
        live.receive()
        live.send_bytes(build_frame(b"\x00\xffabc", BINARY))
        assert b"HTTP/" not in read_to_the_end(live)
        assert "Traceback" not in room.server.log.read_text()

    def test_broken_frames(self, room):
        for frame in (b"\x81\xfe", b"\xff" * 40, b"\x81\x05hello", b"\x88\x80"):
            live = LiveSocket(room.server.port, room.new_token())
            live.receive()
            live.send_bytes(frame)
            with contextlib.suppress(OSError):  # the server was faster
                live.socket.shutdown(socket.SHUT_WR)
            assert b"HTTP/" not in read_to_the_end(live)
        assert "Traceback" not in room.server.log.read_text()
        assert is_alive(room)

    def test_garbage_greetings_join_nothing(self, room):
        for greeting in ("40abc", "40[]", '40{"meeting":"1"}', '40{"meeting":1e99}',
                         f'40{{"meeting":{10**30}}}', "40/admin,{}"):  # fmt: skip
            screen = room.new_screen(meeting=None)
            screen.send(greeting)
            assert not screen.has_joined(0.15)
        assert "Traceback" not in room.server.log.read_text()

    def test_oversized_message_closes_only_that_client(self, room):
        other, big = room.new_screen(), room.new_screen()
        assert other.has_joined()
        assert big.has_joined()
        big.send('42["x","' + "x" * 17_000 + '"]')
        assert big.ended.wait(TIMEOUT_SECONDS)
        before = len(other.numbers())
        room.turn_page(1 + len(room.screens))
        assert wait_until(lambda: len(other.numbers()) > before)
        assert not other.ended.is_set()

    def test_a_message_within_the_limit_is_borne(self, room):
        screen = room.new_screen()
        assert screen.has_joined()
        screen.send('42["x","' + "x" * 15_000 + '"]')
        assert not screen.ended.wait(0.5)

    def test_garbage_requests_over_http(self, room):
        for request in (b"abc\r\n\r\n", b"\x16\x03\x01\x02\x00\x01", b"GET\r\n\r\n",
                        b"GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
                        b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\n\r\n"):  # fmt: skip
            with socket.create_connection(("127.0.0.1", room.server.port), 5) as wire:
                answer = b""
                # It may be disconnected before it has sent everything.
                with contextlib.suppress(OSError):
                    wire.sendall(request)
                    wire.shutdown(socket.SHUT_WR)
                    while chunk := wire.recv(65536):
                        answer += chunk
            assert b"Traceback" not in answer
        assert is_alive(room)


def test_headers_with_underscores_are_dropped(room):
    """`X_Forwarded_Host` would become the same name as `X-Forwarded-Host`."""
    headers = {"Origin": "http://evil.vn", "X_Forwarded_Host": "evil.vn"}
    client = HttpClient(room.server.port)
    assert client.post("/language", headers=headers).status == 403


class TestNeverJoined:
    def test_a_socket_without_a_join_is_closed(self, room):
        elsewhere = room.scene.make_meeting("Hội nghị khác")
        silent = room.new_screen(meeting=None)
        rejected = room.new_screen(meeting=elsewhere)
        joined = room.new_screen()
        assert wait_until(lambda: rejected.is_refused)
        assert joined.has_joined()
        assert silent.ended.wait(TIMEOUT_SECONDS)
        assert rejected.ended.wait(TIMEOUT_SECONDS)
        assert not joined.ended.is_set()
        assert silent.events("fact") == rejected.events("fact") == []


@pytest.mark.parametrize(
    "line",
    ["Content-Length: +5", "Content-Length: 5\r\nContent-Length: 5", "Host : x",
     "Transfer-Encoding : chunked"],
)  # fmt: skip
def test_a_head_that_could_be_read_in_two_ways_is_refused(room, line):
    request = f"POST /language HTTP/1.1\r\nHost: 127.0.0.1\r\n{line}\r\n\r\nhello"
    with socket.create_connection(("127.0.0.1", room.server.port)) as wire:
        wire.settimeout(TIMEOUT_SECONDS)
        wire.sendall(request.encode())
        answer = b"".join(iter(lambda: wire.recv(4096), b""))
    assert answer.startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize(
    "start", [b"", b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: "]
)
def test_a_head_that_comes_a_byte_at_a_time_is_cut_off(room, start):
    """The socket's own timeout, restarted by each byte, would never end it."""
    with socket.create_connection(("127.0.0.1", room.server.port)) as wire:
        wire.settimeout(1)
        wire.sendall(start)
        began = time.monotonic()

        def is_cut() -> bool:
            with contextlib.suppress(TimeoutError):
                try:
                    wire.sendall(b"a")
                    return wire.recv(100) == b""
                except OSError as error:
                    return not isinstance(error, TimeoutError)
            return False

        allowed = timings.REQUEST_HEAD * TIME_SCALE
        assert wait_until(is_cut, allowed + TIMEOUT_SECONDS)
        assert time.monotonic() - began > allowed / 2

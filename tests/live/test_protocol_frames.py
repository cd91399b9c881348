"""WebSocket (RFC 6455) on the live stack, below Socket.IO: every frame is echoed."""

import socket
from collections.abc import Iterator

import pytest

from kiosk.client.frames import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT
from tests.live.echo import OURS, EchoServer
from tests.live.frames import build_frame
from tests.live.wsproto_client import ENGINE, WsprotoClient

MOST = 200_000
LENGTHS = [1, 2, 125, 126, 127, 65_535, 65_536, 100_000, MOST]
PROTOCOL_ERROR, NOT_UTF8, TOO_LARGE = 1002, 1007, 1009


@pytest.fixture(scope="module")
def server() -> Iterator[EchoServer]:
    with EchoServer(OURS, "engineio", max_http_buffer_size=MOST) as server:
        yield server


@pytest.fixture
def client(server: EchoServer) -> Iterator[WsprotoClient]:
    client = server.open()
    assert str(client.receive()).startswith("0{")
    yield client
    client.socket.close()
    # Whatever happened here, the next client is served.
    other = server.open()
    other.receive()
    other.send("4still here")
    assert other.receive() == "4still here"
    other.leave()


class TestHandshake:
    def test_nothing_is_compressed_even_if_offered(self, server):
        client = server.open(is_compressing=True)
        assert client.accepted.extensions == []
        client.receive()
        client.send("4" + "a" * 5000)
        assert client.receive() == "4" + "a" * 5000
        client.leave()

    def test_bytes_sent_together_with_the_request_are_processed(self, server):
        client = server.open(and_then=build_frame(b"4early") * 2)
        assert str(client.receive()).startswith("0{")
        assert [client.receive(), client.receive()] == ["4early", "4early"]
        client.leave()

    def test_half_a_frame_may_come_with_the_request(self, server):
        frame = build_frame(b"4cut in two")
        client = server.open(and_then=frame[:5])
        client.receive()
        client.send_bytes(frame[5:])
        assert client.receive() == "4cut in two"
        client.leave()


class TestMessages:
    @pytest.mark.parametrize("length", LENGTHS)
    def test_texts_of_every_length_go_both_ways(self, client, length):
        text = ("4" + "0123456789" * (length // 10 + 1))[:length]
        client.send(text)
        assert client.receive() == text

    @pytest.mark.parametrize("length", LENGTHS)
    def test_bytes_of_every_length_go_both_ways(self, client, length):
        data = (bytes(range(256)) * (length // 256 + 1))[:length]
        client.send(data)
        assert client.receive() == data

    def test_letters_of_every_width(self, client):
        client.send("4aé ầ 😀\x00\u2028")
        assert client.receive() == "4aé ầ 😀\x00\u2028"

    def test_a_frame_in_single_bytes(self, client):
        for byte in build_frame(b"4" + b"slow" * 50):
            client.send_bytes(bytes([byte]))
        assert client.receive() == "4" + "slow" * 50

    def test_many_frames_in_one_piece_stay_in_order(self, client):
        messages = [f"4{number}" for number in range(60)]
        client.send(*messages)
        assert [client.receive() for _ in messages] == messages

    def test_frames_cut_at_odd_places(self, client):
        data = b"".join(build_frame(b"4%d" % n * 99) for n in range(40))
        for start in range(0, len(data), 277):
            client.send_bytes(data[start : start + 277])
        assert [client.receive() for _ in range(40)] == [
            f"4{n}" * 99 for n in range(40)
        ]

    def test_fragments_are_joined_and_pings_between_them_answered(self, client):
        word = "4mảnh".encode()
        client.send_bytes(build_frame(word[:3], TEXT, final=False))
        client.send_bytes(build_frame(b"between", PING))
        client.send_bytes(build_frame(b"", CONTINUATION, final=False))
        client.send_bytes(build_frame(word[3:], CONTINUATION))
        assert client.receive() == "4mảnh"
        assert client.pongs == [b"between"]

    def test_a_message_in_many_fragments(self, client):
        client.send_bytes(build_frame(b"\x01", BINARY, final=False))
        middle = b"".join(
            build_frame(bytes([n]), CONTINUATION, final=False) for n in range(250)
        )
        client.send_bytes(middle + build_frame(b"\xff", CONTINUATION))
        assert client.receive() == b"\x01" + bytes(range(250)) + b"\xff"


class TestControl:
    @pytest.mark.parametrize("payload", [b"", b"\x00\xff", b"p" * 125])
    def test_a_ping_is_answered_with_its_payload(self, client, payload):
        client.send_bytes(build_frame(payload, PING))
        client.send("4after")
        assert client.receive() == "4after"
        assert client.pongs == [payload]

    def test_a_pong_nobody_asked_for_is_nothing(self, client):
        client.send_bytes(build_frame(b"unasked", PONG) * 3)
        client.send("4after")
        assert client.receive() == "4after"

    @pytest.mark.parametrize("code", [1000, 1001, 1011, 3000, 4999])
    def test_a_close_frame_is_answered(self, client, code):
        client.send_bytes(build_frame(code.to_bytes(2) + "tạm biệt".encode(), CLOSE))
        assert client.until_over() == code

    def test_a_close_frame_without_a_code_is_answered(self, client):
        client.send_bytes(build_frame(b"", CLOSE))
        assert client.until_over() in {1000, 1005}

    def test_nothing_is_processed_after_a_close_frame(self, client):
        client.send_bytes(
            build_frame((1000).to_bytes(2), CLOSE) + build_frame(b"4late")
        )
        assert client.until_over() == 1000
        assert not client.received

    def test_packets_before_a_close_are_harmless(self, client):
        client.send_bytes(
            build_frame(b"4last") + build_frame((1000).to_bytes(2), CLOSE)
        )
        assert client.until_over() == 1000


BEGUN = build_frame(b"4a", TEXT, final=False)
WRONG = {
    "no mask": build_frame(b"4a", masked=False),
    "reserved bit 1": build_frame(b"4a", reserved=0x40),
    "reserved bit 3": build_frame(b"4a", reserved=0x10),
    "opcode 3": build_frame(b"4a", 3),
    "opcode 15": build_frame(b"", 15),
    "a ping cut up": build_frame(b"", PING, final=False),
    "a ping too long": build_frame(bytes(126), PING),
    "a continuation of nothing": build_frame(b"4a", CONTINUATION),
    "a text within another": BEGUN + build_frame(b"4b", TEXT),
    "half a close code": build_frame(b"\x03", CLOSE),
    "close code 1005": build_frame((1005).to_bytes(2), CLOSE),
    "close code 999": build_frame((999).to_bytes(2), CLOSE),
    "engine packet of no type": build_frame(b"abc"),
    "an empty engine packet": build_frame(b""),
    "engine packet of unknown type": build_frame(b"9"),
}
NOT_TEXT = {
    "a stray byte": build_frame(b"4\xff"),
    "overlong": build_frame(b"4\xc0\xaf"),
    "surrogate": build_frame(b"4\xed\xa0\x80"),
    "half a letter at the end": build_frame(b"4\xe1\xba"),
    "half a letter in fragments": BEGUN + build_frame(b"\xe1", CONTINUATION),
}
LARGE = {
    "a byte too many": build_frame(b"", BINARY, declared=MOST + 1),
    "four gigabytes": build_frame(b"", TEXT, declared=2**32),
    "more than there is": build_frame(b"", BINARY, declared=2**63 - 1),
    "fragments together": build_frame(bytes(MOST), BINARY, final=False)
    + build_frame(b"1", CONTINUATION),
}


class TestRefusals:
    """The server sends the reason, closes, and serves the others."""

    @pytest.mark.parametrize("data", WRONG.values(), ids=WRONG)
    def test_broken_protocol(self, client, data):
        client.send_bytes(data)
        assert client.until_over() == PROTOCOL_ERROR
        assert not client.received

    @pytest.mark.parametrize("data", NOT_TEXT.values(), ids=NOT_TEXT)
    def test_text_that_is_not_utf_8(self, client, data):
        client.send_bytes(data)
        assert client.until_over() == NOT_UTF8
        assert not client.received

    @pytest.mark.parametrize("data", LARGE.values(), ids=LARGE)
    def test_too_large(self, client, data):
        client.send_bytes(data)
        assert client.until_over() == TOO_LARGE

    def test_the_close_reason_arrives_even_during_a_flood(self, client):
        client.send_bytes(build_frame(b"4a", masked=False) + bytes(50_000))
        assert client.until_over() == PROTOCOL_ERROR

    @pytest.mark.parametrize("part", [1, 2, 3, 5, 6, 9])
    def test_a_reset_within_a_frame_harms_nobody(self, client, part):
        client.send_bytes(build_frame(b"4cut")[:part])
        client.reset()


UPGRADE = "Upgrade: websocket\r\nConnection: Upgrade\r\n"
KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
VERSION = "Sec-WebSocket-Version: %d\r\n"


@pytest.mark.parametrize(
    "lines",
    [UPGRADE, UPGRADE + KEY + VERSION % 12, UPGRADE + VERSION % 13],
    ids=["no version", "version 12", "no key"],
)
def test_who_does_not_speak_version_13_gets_no_websocket(server, lines):
    with socket.create_connection(("127.0.0.1", server.port), 10) as wire:
        request = f"GET {ENGINE} HTTP/1.1\r\nHost: 127.0.0.1\r\n{lines}\r\n"
        wire.sendall(request.encode())
        answer = wire.recv(4096)
    # The first gets eventlet's own 500; the handshake middleware answers 400 to all.
    assert int(answer.split()[1]) >= 400

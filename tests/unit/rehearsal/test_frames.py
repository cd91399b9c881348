import struct

import pytest
from wsproto.frame_protocol import FrameProtocol

from kiosk.rehearsal.frames import (
    ACCEPT,
    CLOSE,
    PING,
    TEXT,
    Torn,
    client_frame,
    is_accepted,
    split,
    upgrade_request,
)

HEAD = (
    b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Accept: " + ACCEPT.encode()
)


def server_frame(text: str) -> bytes:
    """Return a text frame as another implementation's server sends it."""
    return FrameProtocol(client=False, extensions=[]).send_data(text, fin=True)


HANDSHAKE = upgrade_request("127.0.0.1:8000", "/socket.io/", "kiosk=abc").decode()


def test_the_accept_is_that_of_the_key():
    # The pair was computed with openssl, not with our code.
    assert "Sec-WebSocket-Key: a2lvc2sgcmVoZWFyc2FsIQ==" in HANDSHAKE
    assert ACCEPT == "cxXBVarfxUIiVR5jup6Hmjlahfg="


def test_the_handshake_is_whole_and_ends_with_a_blank_line():
    assert HANDSHAKE.startswith("GET /socket.io/ HTTP/1.1\r\n")
    assert "\r\nCookie: kiosk=abc\r\n" in HANDSHAKE
    assert HANDSHAKE.endswith("\r\n\r\n")


def test_a_handshake_without_cookie_names_none():
    assert "Cookie" not in upgrade_request("h", "/").decode()


def test_an_answer_with_the_right_accept_opens_the_websocket():
    assert is_accepted(HEAD)


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 401 Unauthorized",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket",
        HEAD.replace(ACCEPT.encode(), b"AAAAAAAAAAAAAAAAAAAAAAAAAAA="),
        b"",
    ],
)
def test_any_other_answer_does_not(head: bytes):
    assert not is_accepted(head)


@pytest.mark.parametrize("size", [0, 1, 125, 126, 65_535, 65_536, 100_000])
def test_what_we_send_another_implementation_reads(size: int):
    payload = bytes(65 + i % 26 for i in range(size))
    reader = FrameProtocol(client=False, extensions=[])
    reader.receive_bytes(client_frame(payload))
    parts = list(reader.received_frames())
    assert "".join(part.payload for part in parts).encode() == payload
    assert parts[-1].message_finished


@pytest.mark.parametrize("size", [0, 1, 125, 126, 65_535, 65_536, 100_000])
def test_what_another_implementation_sends_we_read(size: int):
    assert split(server_frame("x" * size)) == ([(TEXT, b"x" * size)], b"")


def test_frames_that_come_together_are_parted_and_the_rest_is_kept():
    ping = FrameProtocol(client=False, extensions=[]).ping(b"two")
    whole, begun = server_frame("one") + ping, server_frame("three")[:-1]
    assert split(bytes(whole + begun)) == ([(TEXT, b"one"), (PING, b"two")], begun)


def test_a_frame_that_comes_byte_by_byte_is_read_at_its_last_byte():
    frame, data = server_frame("y" * 300), b""
    for byte in frame[:-1]:
        frames, data = split(data + bytes([byte]))
        assert frames == []
    assert split(data + frame[-1:]) == ([(TEXT, b"y" * 300)], b"")


@pytest.mark.parametrize(
    "data",
    [
        b"HTTP/1.1 500 Internal Server Error",
        b"\x01\x03one",  # a fragment
        b"\xc1\x03one",  # a reserved bit
        b"\x83\x03one",  # an unknown opcode
        client_frame(b"masked as only clients do"),
    ],
)
def test_what_is_no_servers_frame_is_torn(data: bytes):
    with pytest.raises(Torn):
        split(data)


def test_a_torn_frame_after_a_whole_one_is_found_out():
    with pytest.raises(Torn):
        split(server_frame("one") + b"\x00\x00")


def test_a_close_carries_its_code():
    close = FrameProtocol(client=False, extensions=[]).close(1000)
    assert split(bytes(close)) == ([(CLOSE, struct.pack("!H", 1000))], b"")

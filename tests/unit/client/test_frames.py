import struct

import pytest
from wsproto.frame_protocol import FrameProtocol

from kiosk.client.frames import (
    CLOSE,
    PING,
    TEXT,
    ProtocolError,
    client_frame,
    split_frames,
)
from tests.unit.client.server_side import server_frame


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
    assert split_frames(server_frame("x" * size)) == ([(TEXT, b"x" * size)], b"")


def test_frames_that_come_together_are_parted_and_the_rest_is_kept():
    ping = FrameProtocol(client=False, extensions=[]).ping(b"two")
    whole, begun = server_frame("one") + ping, server_frame("three")[:-1]
    assert split_frames(bytes(whole + begun)) == (
        [(TEXT, b"one"), (PING, b"two")],
        begun,
    )


def test_a_frame_that_comes_byte_by_byte_is_read_at_its_last_byte():
    frame, data = server_frame("y" * 300), b""
    for byte in frame[:-1]:
        frames, data = split_frames(data + bytes([byte]))
        assert frames == []
    assert split_frames(data + frame[-1:]) == ([(TEXT, b"y" * 300)], b"")


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
def test_what_is_no_servers_frame_is_refused(data: bytes):
    with pytest.raises(ProtocolError):
        split_frames(data)


def test_a_broken_frame_after_a_whole_one_is_refused():
    with pytest.raises(ProtocolError):
        split_frames(server_frame("one") + b"\x00\x00")


def test_a_close_carries_its_code():
    close = FrameProtocol(client=False, extensions=[]).close(1000)
    assert split_frames(bytes(close)) == ([(CLOSE, struct.pack("!H", 1000))], b"")

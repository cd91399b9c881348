"""The part of RFC 6455 that the clients use: pure functions of bytes."""

import base64
import hashlib
import struct

_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
# The same for every connection: a random key only detects cached responses, and nothing
# caches between these clients and the server.
KEY = base64.b64encode(b"kiosk rehearsal!").decode()
ACCEPT = base64.b64encode(hashlib.sha1(KEY.encode() + _GUID).digest()).decode()  # noqa: S324 as RFC 6455 says
UPGRADE_HEADERS = {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Key": KEY,
    "Sec-WebSocket-Version": "13",
}

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
_SHORT, _MEDIUM, _LONG = 125, 126, 127
_FINAL, _MASKED = 0x80, 0x80
# A mask of zeros leaves the payload unchanged: masks protect proxies from browsers, and
# random ones would only cost time.
_MASK = b"\0\0\0\0"

Frame = tuple[int, bytes]


class ProtocolError(Exception):
    """The server violated the protocol."""


def client_frame(payload: bytes, opcode: int = TEXT) -> bytes:
    """Return a frame from a client."""
    size = len(payload)
    if size <= _SHORT:
        length = bytes([_MASKED | size])
    elif size < 1 << 16:
        length = bytes([_MASKED | _MEDIUM]) + struct.pack("!H", size)
    else:
        length = bytes([_MASKED | _LONG]) + struct.pack("!Q", size)
    return bytes([_FINAL | opcode]) + length + _MASK + payload


def split_frames(data: bytes) -> tuple[list[Frame], bytes]:
    """Return the complete frames at the beginning of `data`, and the rest.

    :raises ProtocolError: the next bytes are not a valid frame of a server.
    """
    frames: list[Frame] = []
    at = 0
    while len(data) - at >= 2:  # noqa: PLR2004 the shortest frame
        begin, size = _measure(data, at)
        if len(data) < begin + size:
            break
        frames.append((data[at] & 0x0F, data[begin : begin + size]))
        at = begin + size
    return frames, data[at:]


def _measure(data: bytes, at: int) -> tuple[int, int]:
    """Return the start and size of the payload, as far as received."""
    first, size = data[at], data[at + 1]
    # The servers used send no fragments and no reserved bits.
    opcodes = {TEXT, BINARY, CLOSE, PING, PONG}
    if not first & _FINAL or first & 0x70 or first & 0x0F not in opcodes:
        raise ProtocolError(f"first byte {first:#x}")
    if size & _MASKED:
        raise ProtocolError("a masked frame from the server")
    begin = at + 2
    if size <= _SHORT:
        return begin, size
    width = 2 if size == _MEDIUM else 8
    return begin + width, int.from_bytes(data[begin : begin + width])

"""The little of RFC 6455 that a rehearsed tablet speaks: pure functions of bytes."""

import base64
import hashlib
import struct

_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
# The same for every tablet: it proves that the server answered this handshake and
# not a cached one, which a rehearsal need not fear.
KEY = base64.b64encode(b"kiosk rehearsal!").decode()
ACCEPT = base64.b64encode(hashlib.sha1(KEY.encode() + _GUID).digest()).decode()  # noqa: S324 as RFC 6455 says

TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
_SHORT, _MEDIUM, _LONG = 125, 126, 127
_FINAL, _MASKED = 0x80, 0x80
# A mask of zeros leaves the text as it is: masks protect proxies from browsers, and
# unpredictable ones would only make the rehearsal dearer.
_MASK = b"\0\0\0\0"

Frame = tuple[int, bytes]


class Torn(Exception):  # noqa: N818 what was found, not what went wrong here
    """The server has sent what is no whole frame of its own."""


def upgrade_request(host: str, path: str, cookie: str = "") -> bytes:
    """Return the HTTP request that opens a WebSocket."""
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: {host}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        f"Sec-WebSocket-Key: {KEY}",
        "Sec-WebSocket-Version: 13",
    ]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    return "\r\n".join([*lines, "", ""]).encode()


def is_accepted(head: bytes) -> bool:
    """Tell whether the server's answer, up to the blank line, opens the WebSocket."""
    status, *headers = head.split(b"\r\n")
    if not status.startswith(b"HTTP/1.1 101 "):
        return False
    return any(
        name.strip().lower() == b"sec-websocket-accept"
        and value.strip() == ACCEPT.encode()
        for name, _, value in (line.partition(b":") for line in headers)
    )


def client_frame(payload: bytes, opcode: int = TEXT) -> bytes:
    """Return a frame as a client sends it."""
    size = len(payload)
    if size <= _SHORT:
        length = bytes([_MASKED | size])
    elif size < 1 << 16:
        length = bytes([_MASKED | _MEDIUM]) + struct.pack("!H", size)
    else:
        length = bytes([_MASKED | _LONG]) + struct.pack("!Q", size)
    return bytes([_FINAL | opcode]) + length + _MASK + payload


def split(data: bytes) -> tuple[list[Frame], bytes]:
    """Return the whole frames at the beginning of `data`, and what is left.

    :raises Torn: what comes next cannot be a server's frame.
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
    """Return where the payload begins and how long it is, as far as can be seen."""
    first, size = data[at], data[at + 1]
    # None of the servers we meet sends fragments, or anything with reserved bits.
    if not first & _FINAL or first & 0x70 or first & 0x0F not in {1, 2, 8, 9, 10}:
        raise Torn(f"first byte {first:#x}")
    if size & _MASKED:
        raise Torn("a masked frame from the server")
    begin = at + 2
    if size <= _SHORT:
        return begin, size
    width = 2 if size == _MEDIUM else 8
    return begin + width, int.from_bytes(data[begin : begin + width])

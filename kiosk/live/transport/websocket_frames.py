"""Encode and decode WebSocket frames (RFC 6455) on the server's side.

Extensions are never negotiated, so the reserved bits are always zero.
"""

import struct
from collections.abc import Iterator
from typing import Protocol

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10

# Close codes of RFC 6455, 7.4.1.
NORMAL, GOING_AWAY, PROTOCOL_ERROR = 1000, 1001, 1002
NOT_UTF8, POLICY_VIOLATION, TOO_LARGE = 1007, 1008, 1009
_MAY_BE_SENT = {*range(1000, 1004), *range(1007, 1015), *range(3000, 5000)}

_FINAL, _MASKED, _RESERVED, _OPCODE, _LENGTH = 0x80, 0x80, 0x70, 0x0F, 0x7F
_SHORT, _MEDIUM = 125, 0xFFFF
_MASK_BYTES = 4
_CODE_BYTES = 2

Message = tuple[int, bytes]


class WebSocketError(Exception):
    """The client violated the protocol; the connection is closed with `code`."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code


class WebSocketHandler(Protocol):
    """The handler of a WebSocket; called from the hub, must not block."""

    def on_message(self, opcode: int, payload: bytes) -> None:
        """Handle a message (TEXT or BINARY)."""

    def on_close(self) -> None:
        """Handle, once, the end of the connection."""


def frame(payload: bytes, opcode: int = TEXT) -> bytes:
    """Return a whole frame from the server, unmasked and unfragmented."""
    first, length = _FINAL | opcode, len(payload)
    if length <= _SHORT:
        return bytes((first, length)) + payload
    if length <= _MEDIUM:
        return struct.pack(">BBH", first, 126, length) + payload
    return struct.pack(">BBQ", first, 127, length) + payload


def close_frame(code: int = NORMAL, reason: str = "") -> bytes:
    """Return the frame that ends a connection with `code` and a short ASCII reason."""
    return frame(struct.pack(">H", code) + reason.encode("ascii"), CLOSE)


def _unmask(payload: bytes, mask: bytes) -> bytes:
    # One XOR of two long integers is faster than a loop over bytes.
    length = len(payload)
    key = (mask * (length // _MASK_BYTES + 1))[:length]
    mixed = int.from_bytes(payload, "big") ^ int.from_bytes(key, "big")
    return mixed.to_bytes(length, "big")


def _check_text(payload: bytes) -> None:
    try:
        payload.decode()
    except UnicodeDecodeError:
        raise WebSocketError(NOT_UTF8, "a text that is not UTF-8") from None


def _check_control(opcode: int, payload: bytes) -> None:
    if opcode != CLOSE or not payload:
        return
    if len(payload) < _CODE_BYTES:
        raise WebSocketError(PROTOCOL_ERROR, "half a close code")
    if int.from_bytes(payload[:_CODE_BYTES], "big") not in _MAY_BE_SENT:
        raise WebSocketError(PROTOCOL_ERROR, "a close code that may not be sent")
    _check_text(payload[_CODE_BYTES:])


class FrameReader:
    """Decodes a client's bytes into messages, however they are fragmented."""

    __slots__ = ("_begun", "_buffer", "_kind", "_most")

    def __init__(self, most: int) -> None:
        self._most = most
        self._buffer = b""
        # Opcode of an incomplete message, CONTINUATION for none.
        self._kind = CONTINUATION
        # Its payload so far; not a list, which empty fragments would grow.
        self._begun: bytearray | None = None

    def feed(self, data: bytes) -> list[Message]:
        """Return the messages completed by `data`, as (opcode, unmasked payload).

        Fragments are joined; control frames are returned between them as they arrive.

        :raises WebSocketError: the client violated the protocol.
        """
        return [message for message in self.read(data) if message[0] != CONTINUATION]

    def read(self, data: bytes) -> Iterator[Message]:
        """Yield the same frame by frame, and (CONTINUATION, b"") for a fragment.

        A caller that stops early saves parsing the rest; the reader must not be used
        afterwards.

        :raises WebSocketError: the client violated the protocol.
        """
        data = self._buffer + data if self._buffer else data
        self._buffer = b""
        complete: list[Message] = []
        start = 0
        while (end := self._read(data, start, complete)) > start:
            start = end
            yield complete.pop() if complete else (CONTINUATION, b"")
        self._buffer = data[start:]

    def _read(self, data: bytes, start: int, complete: list[Message]) -> int:
        """Read one frame at `start`; return its end, or `start` if it is incomplete."""
        if len(data) - start < 2:  # noqa: PLR2004 two bytes say how long the head is
            return start
        first, second = data[start], data[start + 1]
        opcode, length, head = first & _OPCODE, second & _LENGTH, start + 2
        self._check_head(first, second)
        if length > _SHORT:
            size = 2 if length == 126 else 8  # noqa: PLR2004 RFC 6455, 5.2
            if len(data) < head + size:
                return start
            length = int.from_bytes(data[head : head + size], "big")
            head += size
        if opcode < CLOSE and length + len(self._begun or b"") > self._most:
            raise WebSocketError(TOO_LARGE, "a message that is too large")
        body = head + _MASK_BYTES
        end = body + length
        if len(data) < end:
            return start
        payload = _unmask(data[body:end], data[head:body])
        if opcode >= CLOSE:
            _check_control(opcode, payload)
            complete.append((opcode, payload))
        else:
            self._join(first, payload, complete)
        return end

    def _check_head(self, first: int, second: int) -> None:
        opcode = first & _OPCODE
        if not second & _MASKED:
            raise WebSocketError(PROTOCOL_ERROR, "a frame that is not masked")
        if first & _RESERVED or opcode not in {0, 1, 2, 8, 9, 10}:
            raise WebSocketError(PROTOCOL_ERROR, "an unknown kind of frame")
        if opcode >= CLOSE:
            if not first & _FINAL or second & _LENGTH > _SHORT:
                raise WebSocketError(
                    PROTOCOL_ERROR, "a control frame cut up or too long"
                )
        elif (opcode == CONTINUATION) != (self._kind != CONTINUATION):
            raise WebSocketError(PROTOCOL_ERROR, "fragments out of order")

    def _join(self, first: int, payload: bytes, complete: list[Message]) -> None:
        opcode, is_last = first & _OPCODE, first & _FINAL
        kind = opcode or self._kind
        if self._begun is not None:
            self._begun += payload
            payload = bytes(self._begun) if is_last else b""
        elif not is_last:
            self._kind, self._begun = opcode, bytearray(payload)
        if not is_last:
            return
        self._kind, self._begun = CONTINUATION, None
        if kind == TEXT:
            _check_text(payload)
        complete.append((kind, payload))

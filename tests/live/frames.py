"""A client's WebSocket frames with a real mask, valid and invalid ones."""

import struct

from kiosk.client.frames import TEXT

MASK = b"\x37\xfa\x21\x3d"


def build_frame(
    payload: bytes,
    opcode: int = TEXT,
    *,
    final: bool = True,
    reserved: int = 0,
    masked: bool = True,
    declared: int | None = None,
) -> bytes:
    """Return a frame; `declared` is the length in its header."""
    length = len(payload) if declared is None else declared
    flag = 0x80 if masked else 0
    head = bytes([(0x80 if final else 0) | reserved | opcode])
    if length <= 125:
        head += bytes([flag | length])
    elif length <= 65_535:
        head += struct.pack(">BH", flag | 126, length)
    else:
        head += struct.pack(">BQ", flag | 127, length)
    if not masked:
        return head + payload
    key = MASK * (len(payload) // 4 + 1)
    return head + MASK + bytes(a ^ b for a, b in zip(payload, key, strict=False))

"""The packets inside the frames: engine.io v4 and Socket.IO v5, as far as needed."""

import json
from dataclasses import dataclass
from typing import Any

from kiosk.rehearsal.frames import client_frame

LIVE_PATH = "/socket.io/?EIO=4&transport=websocket"
PONG = client_frame(b"3")


@dataclass(frozen=True)
class Packet:
    """What the server said: `open`, `ping`, `joined`, `refused`, `event`, `other`."""

    kind: str
    # Of an event: its name and its first argument.
    event: str = ""
    body: Any = None


_KINDS = ((b"0", "open"), (b"40", "joined"), (b"44", "refused"), (b"41", "refused"))


def read_packet(payload: bytes) -> Packet:
    """Return what a text frame says.

    :raises ValueError: it is an event whose JSON is broken.
    """
    if payload == b"2":
        return Packet("ping")
    if payload.startswith(b"42"):
        name, *values = json.loads(payload[2:])
        return Packet("event", name, values[0] if values else None)
    for beginning, kind in _KINDS:
        if payload.startswith(beginning):
            return Packet(kind)
    return Packet("other")


def connect_frame(auth: dict[str, Any] | None) -> bytes:
    """Return the frame by which a client joins, saying `auth`."""
    said = "" if auth is None else json.dumps(auth, separators=(",", ":"))
    return client_frame(f"40{said}".encode())


def event_frame(name: str, body: dict[str, Any]) -> bytes:
    """Return the frame of an event that a client sends."""
    said = json.dumps([name, body], separators=(",", ":"))
    return client_frame(f"42{said}".encode())

"""Encode and decode the packets of engine.io v4 and Socket.IO v5 that are used."""

import json
from dataclasses import dataclass
from typing import Any

from kiosk.client.frames import client_frame

LIVE_PATH = "/socket.io/?EIO=4&transport=websocket"
PONG = client_frame(b"3")


@dataclass(frozen=True)
class Packet:
    """One packet: `open`, `ping`, `joined`, `refused`, `ended`, `event` or `other`."""

    kind: str
    # Of an event: its name and its first argument.
    event: str = ""
    body: Any = None


_KINDS = ((b"0", "open"), (b"40", "joined"), (b"44", "refused"), (b"41", "ended"))


def read_packet(payload: bytes) -> Packet:
    """Return the packet in a text frame.

    :raises ValueError: it is an event with invalid JSON.
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


def join_text(auth: dict[str, Any] | None) -> str:
    """Return the packet by which a client joins with `auth`."""
    return "40" + ("" if auth is None else _json(auth))


def event_text(name: str, body: dict[str, Any]) -> str:
    """Return the packet of an event that a client sends."""
    return "42" + _json([name, body])


def _json(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))

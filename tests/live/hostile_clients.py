"""Clients that send invalid data, as fast as the server accepts it."""

import contextlib
import re
import socket
import struct

from kiosk.client.packets import join_text
from kiosk.load_test.process_usage import resident_bytes
from tests.live.clients import HandshakeError, LiveSocket
from tests.live.conftest import Room
from tests.servers import RealServer

# A client's send buffer fills up when the server stops reading.
SEND_SECONDS = 5.0
# RFC 6455, 7.4.1.
POLICY_VIOLATION = 1008


def connect(room: Room, token: str, **how) -> LiveSocket | None:
    """Join; None: the server rejects the handshake."""
    try:
        live = LiveSocket(
            room.server.port, token, join=join_text({"meeting": room.meeting}), **how
        )
    except (HandshakeError, ConnectionError):
        return None
    live.socket.settimeout(SEND_SECONDS)
    return live


def join(room: Room, token: str = "", **how) -> LiveSocket:
    """Join and wait for the greeting."""
    live = connect(room, token or room.new_token(), **how)
    assert live is not None
    while (packet := live.receive()) and packet.event != "hello":
        pass
    return live


def flood(live: LiveSocket, data: bytes, times: int) -> int:
    """Send `data` repeatedly until the server stops it; return how often."""
    for sent in range(times):
        try:
            live.send_bytes(data)
        except OSError:
            return sent
    return times


def rest_of(live: LiveSocket) -> bytes:
    """Return what is received until the server closes."""
    received = b""
    with live.socket as stream, contextlib.suppress(OSError):
        stream.settimeout(SEND_SECONDS)
        while chunk := stream.recv(65_536):
            received += chunk
    return received


def closed_with(live: LiveSocket, reason: str) -> bool:
    """Wait for the close frame; tell whether it has this reason."""
    with contextlib.suppress(OSError):
        live.socket.shutdown(socket.SHUT_WR)
    body = struct.pack("!H", POLICY_VIOLATION) + reason.encode()
    return bytes([0x88, len(body)]) + body in rest_of(live)


def figure(room: Room, name: str) -> int:
    """Return a value of the server's /metrics page."""
    text = room.chair.get("/metrics").body.decode()
    return int(re.search(rf"^{name} (\d+)", text, re.MULTILINE)[1])


def memory(server: RealServer) -> int:
    """Return the server's resident memory in bytes."""
    assert server.process
    return resident_bytes([server.process.pid])

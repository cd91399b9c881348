"""What engine.io leaves undone: garbage from clients, sockets that will not close."""

import contextlib
import logging
import socket
from typing import Any

from flask_socketio import SocketIO

log = logging.getLogger(__name__)

# engine.io's packet types that a client of ours has reason to send.
CLOSE, PONG, MESSAGE = "1", "3", "4"
# A client that was told to go is cut off after this many seconds.
GOODBYE_SECONDS = 1
# Packets that may wait for one client; whoever lets more pile up has stopped reading.
MOST_WAITING = 200


class CarefulWebSocket:
    """A WebSocket that hands engine.io only what it can read.

    On a packet of unknown type engine.io raises out of the WebSocket, and the
    server writes an HTTP error into the open stream. Here such a client has left.
    """

    def __init__(self, websocket: Any) -> None:
        """Stand before `websocket`."""
        self._websocket = websocket

    def wait(self) -> str | None:
        """Return the next packet, or None when the client left or sent garbage."""
        data = self._websocket.wait()
        if data is None or (isinstance(data, str) and data[:1] in {PONG, MESSAGE}):
            return data
        if data != CLOSE:
            log.info("closing a connection that sent garbage")
        return None

    def __getattr__(self, name: str) -> Any:
        """Leave everything else to the WebSocket itself."""
        return getattr(self._websocket, name)


def be_careful(socketio: SocketIO) -> None:
    """Let every WebSocket of `socketio` be a careful one."""
    engine = socketio.server.eio
    drivers = engine._async  # noqa: SLF001 engine.io has no public place for it
    driver = drivers["websocket"]

    def careful_driver(handler: Any, server: Any) -> Any:
        return driver(lambda websocket: handler(CarefulWebSocket(websocket)), server)

    engine._async = {**drivers, "websocket": careful_driver}  # noqa: SLF001


def waiting(engine_socket: Any) -> int:
    """Return how many packets wait for this client."""
    return int(engine_socket.queue.qsize())


def hang_up(socketio: SocketIO, eio_sid: str) -> None:
    """Close a socket, whether its client agrees or not; takes GOODBYE_SECONDS.

    engine.io's own way waits until the client has read everything: for ever, if
    the client has stopped reading.
    """
    engine_socket = socketio.server.eio.sockets.get(eio_sid)
    if engine_socket is None:
        return
    environ = socketio.server.environ.get(eio_sid, {})
    if waiting(engine_socket) <= MOST_WAITING:
        engine_socket.close(wait=False)
        socketio.sleep(GOODBYE_SECONDS)
    _cut(environ)
    engine_socket.close(wait=False, abort=True)


def _cut(environ: dict[str, Any]) -> None:
    source = environ.get("eventlet.input")
    wire: socket.socket | None = (
        source.get_socket() if source else environ.get("werkzeug.socket")
    )
    if wire is not None:
        with contextlib.suppress(OSError):  # it may have closed by itself
            wire.shutdown(socket.SHUT_RDWR)

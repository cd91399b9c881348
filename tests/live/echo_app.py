"""An echo application, on our live stack or on plain Flask-SocketIO.

`python -m tests.live.echo_app STACK PORT LAYER SETTINGS`: STACK is `ours` or `plain`;
LAYER is `socketio`, or `engineio` for the engine alone under /engine.io/; SETTINGS is
JSON for Flask-SocketIO. Independent of how either stack works.
"""

import os
import warnings

os.environ.setdefault("EVENTLET_NO_GREENDNS", "yes")
warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")

import eventlet  # noqa: E402

eventlet.monkey_patch()

import json  # noqa: E402
import logging  # noqa: E402
import sys  # noqa: E402

from flask import Flask, request  # noqa: E402
from flask_socketio import (  # noqa: E402
    ConnectionRefusedError as Refused,
)
from flask_socketio import (  # noqa: E402
    SocketIO,
    emit,
    join_room,
    leave_room,
    rooms,
)

from kiosk.live.startup_locks import listen  # noqa: E402
from kiosk.live.transport.http_server import serve  # noqa: E402
from kiosk.live.transport.loop_monitor import LoopMonitor  # noqa: E402
from kiosk.live.transport.socketio_server import make_socketio  # noqa: E402
from tests.live.room_texts import text_of  # noqa: E402

HALL = "hall"
# The protocol's own test suite registers its listeners one by one: it misses packets
# that arrive together with the awaited one.
PAUSE_SECONDS = 0.02


def echo_events(socketio: SocketIO, namespace: str) -> None:
    """Answer everything that the protocol lets a client send."""

    def connect(auth=None):
        if isinstance(auth, dict) and auth.get("token") == "wrong":
            raise Refused("not you")
        socketio.sleep(PAUSE_SECONDS)
        emit("auth", auth or {})

    def ask_back(value):
        """Request an acknowledgement, and echo its values."""
        sid = request.sid

        def answered(*values):
            socketio.emit("answered", values, to=sid, namespace=namespace)

        socketio.emit("question", value, to=sid, namespace=namespace, callback=answered)

    for name, handler in {
        "connect": connect,
        "message": lambda *values: emit("message-back", values),
        "message-with-ack": lambda *values: values,
        "ask-back": ask_back,
        "leave-me": lambda: socketio.server.disconnect(request.sid, namespace),
    }.items():
        socketio.on_event(name, handler, namespace=namespace)


class RoomSender:
    """Sends to a room of clients what one of them requests."""

    def __init__(self, socketio: SocketIO) -> None:
        self.socketio = socketio
        self.reported = 0
        for handler in (
            self.enter,
            self.leave,
            self.send_turns,
            self.send_noise,
            self.present,
        ):
            socketio.on_event(handler.__name__, handler)
        socketio.on_event("my-rooms", rooms)

    def enter(self):
        # Joined first, numbered second, as in the product.
        join_room(HALL)
        emit("entered", self.reported)

    def leave(self):
        leave_room(HALL)
        emit("left", self.reported)

    def send_turns(self, turns, seed, pause):
        self.socketio.start_background_task(
            self._send_turns, turns, seed, pause, request.sid
        )

    def _send_turns(self, turns, seed, pause, requester):
        for _ in range(turns):
            self.reported += 1
            self.socketio.emit(
                "turn", (self.reported, text_of(seed, self.reported)), to=HALL
            )
            self.socketio.sleep(pause)
        self.socketio.emit("sent", self.reported, to=requester)

    def send_noise(self, times, length, pause):
        self.socketio.start_background_task(self._send_noise, times, length, pause)

    def _send_noise(self, times, length, pause):
        """Send the same long text to the room repeatedly."""
        for _ in range(times):
            self.socketio.emit("noise", "x" * length, to=HALL)
            self.socketio.sleep(pause)

    def present(self):
        manager = self.socketio.server.manager
        return len(list(manager.get_participants("/", HALL)))


def echo_engine(engine) -> None:
    """Echo every packet of engine.io, below Socket.IO."""
    engine.on("connect", lambda _sid, _environ: True)
    engine.on("message", engine.send)
    engine.on("disconnect", lambda _sid, _reason: None)


def main(stack: str, port: str, layer: str, settings: str) -> None:
    logging.basicConfig(level=logging.WARNING)
    app = Flask(__name__)
    chosen = {
        "transports": ["polling", "websocket"],
        "max_http_buffer_size": 1_000_000,
        "path": layer.replace("io", ".io"),
        # Polling clients are handled by engine.io itself.
        "monitor_clients": True,
        "always_connect": True,
        # Everything that Socket.IO supports, not only what the product uses.
        "serializer": "default",
        **json.loads(settings),
    }
    loop = LoopMonitor()
    if stack == "ours":
        socketio = make_socketio(app, "eventlet", loop, **chosen)
    else:
        socketio = SocketIO(app, async_mode="eventlet", **chosen)
    if layer == "engineio":
        echo_engine(socketio.server.eio)
    else:
        echo_events(socketio, "/")
        echo_events(socketio, "/custom")
        RoomSender(socketio)
    if stack == "ours":
        serve(
            listen("127.0.0.1", int(port)),
            app,
            loop=loop,
            max_connections=1000,
            on_stop=lambda: None,
        )
    else:
        socketio.run(app, port=int(port))


if __name__ == "__main__":
    main(*sys.argv[1:])

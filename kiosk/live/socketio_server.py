"""The Socket.IO server, with every setting that its defaults get wrong."""

import json
import logging
from typing import Any

import msgspec
from flask import Flask
from flask_socketio import SocketIO

from kiosk import timings
from kiosk.live.client_packets import ClientPacket
from kiosk.live.engineio_server import install_engineio_server
from kiosk.live.fan_out import FanOutManager
from kiosk.live.limiter import Limiter
from kiosk.live.limits import MAX_MESSAGE_BYTES
from kiosk.live.loop_monitor import LoopMonitor
from kiosk.live.rooms import RoomManager

# Clients can make the libraries log at will, so only their errors are kept.
protocol_log = logging.getLogger("kiosk.live.protocol")


class SocketIoJson:
    """JSON as Socket.IO asks for it, with parts that are JSON already."""

    @staticmethod
    def dumps(value: Any, **_layout: object) -> str:
        """Return `value` as JSON; msgspec.Raw stands as it is."""
        try:
            return msgspec.json.encode(value).decode()
        except UnicodeEncodeError:
            # JavaScript cuts letters in half and sends them; msgspec does not.
            return json.dumps(value)

    @staticmethod
    def loads(text: str | bytes) -> Any:
        """Return what JSON says.

        :raises ValueError: it is not JSON.
        """
        try:
            return msgspec.json.decode(text)
        except msgspec.DecodeError:
            return json.loads(text)


def make_socketio(
    app: Flask,
    async_mode: str,
    loop: LoopMonitor,
    limiter: Limiter | None = None,
    **settings: Any,
) -> SocketIO:
    """Make the Socket.IO server of `app`; `async_mode` is eventlet or threading.

    `limiter` counts what clients use, under eventlet only. `settings` are
    Flask-SocketIO's own and stand above ours.
    """
    protocol_log.setLevel(logging.CRITICAL)
    is_live = async_mode == "eventlet"
    ours: dict[str, Any] = {
        "async_mode": async_mode,
        # One client's events stay in order, and a slow handler holds only itself.
        "async_handlers": False,
        "transports": ["websocket"],
        "ping_interval": timings.PING_INTERVAL,
        "ping_timeout": timings.PING_TIMEOUT,
        "max_http_buffer_size": MAX_MESSAGE_BYTES,
        # Our pulse finds who is silent; engine.io would ask each, one by one.
        "monitor_clients": not is_live,
        "manage_session": False,
        "serve_client": False,
        "json": SocketIoJson,
        "serializer": ClientPacket,
        "logger": protocol_log,
        "engineio_logger": protocol_log,
    }
    ours["client_manager"] = FanOutManager(loop) if is_live else RoomManager()
    socketio = SocketIO(app, **{**ours, **settings})
    if is_live:
        install_engineio_server(socketio, loop, limiter)
    return socketio

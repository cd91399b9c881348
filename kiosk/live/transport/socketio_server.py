"""Create the Socket.IO server with its settings."""

import json
import logging
from typing import Any

import msgspec
from flask import Flask
from flask_socketio import SocketIO

from kiosk import timings
from kiosk.live.client_packets import ClientPacket
from kiosk.live.limiter import Limiter
from kiosk.live.limits import MAX_MESSAGE_BYTES
from kiosk.live.transport.engineio_server import install_engineio_server
from kiosk.live.transport.fan_out import FanOutManager
from kiosk.live.transport.loop_monitor import LoopMonitor
from kiosk.live.transport.rooms import RoomManager

# Clients can trigger log messages of the libraries at will: errors only.
protocol_log = logging.getLogger("kiosk.live.protocol")


class SocketIoJson:
    """JSON codec for Socket.IO that embeds encoded parts."""

    @staticmethod
    def dumps(value: Any, **_layout: object) -> str:
        """Return `value` as JSON; msgspec.Raw is inserted unchanged."""
        try:
            return msgspec.json.encode(value).decode()
        except UnicodeEncodeError:
            # JavaScript clients may send lone surrogates, which msgspec rejects.
            return json.dumps(value)

    @staticmethod
    def loads(text: str | bytes) -> Any:
        """Return the decoded JSON.

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
    """Create the Socket.IO server of `app`; `async_mode` is eventlet or threading.

    `limiter` counts usage, under eventlet only. `settings` override those chosen here.
    """
    protocol_log.setLevel(logging.CRITICAL)
    is_live = async_mode == "eventlet"
    ours: dict[str, Any] = {
        "async_mode": async_mode,
        # Events of one client stay in order, and a slow handler blocks only its client.
        "async_handlers": False,
        "transports": ["websocket"],
        "ping_interval": timings.PING_INTERVAL,
        "ping_timeout": timings.PING_TIMEOUT,
        "max_http_buffer_size": MAX_MESSAGE_BYTES,
        # `PingScheduler` replaces engine.io's monitor, which checks clients one by one.
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

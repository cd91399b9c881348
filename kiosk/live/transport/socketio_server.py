"""Create the Socket.IO server with its settings."""

import json
import logging
from collections.abc import Callable
from typing import Any

import msgspec
from flask import Flask
from flask_socketio import SocketIO

from kiosk import timings
from kiosk.live.client_packets import ClientPacket
from kiosk.live.limits import MAX_MESSAGE_BYTES
from kiosk.live.transport.engineio_server import (
    EngineIoServer,
    install_engineio_server,
)
from kiosk.live.transport.engineio_session import Inspect
from kiosk.live.transport.fan_out import FanOutManager
from kiosk.live.transport.loop_monitor import LoopMonitor
from kiosk.live.transport.stock_sessions import StockSessions
from kiosk.live.transport.usage_meter import SocketLimiter

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


class LiveSocketIo(SocketIO):  # type: ignore[misc]
    """Flask-SocketIO's server, on the own transport or on the stock one."""

    limiter: SocketLimiter | None = None

    def set_handlers(
        self,
        on_leave: Callable[[str], None],
        on_packet: Callable[[str], None],
        inspect: Inspect,
    ) -> None:
        """Call `on_leave` with the Socket.IO sid of each client that left.

        `on_packet` is called with the engine.io sid of a session that has sent
        anything, and `inspect` first for each message. None of them may block.
        """
        engine = self.server.eio
        if isinstance(engine, EngineIoServer):
            self.server.manager.on_leave(on_leave)
            engine.set_handlers(on_packet, inspect)
        else:
            # `ClientPacket` rejects events of clients that have this name.
            self.server.on("disconnect", lambda sid, _reason: on_leave(sid))
            StockSessions(engine, self.limiter, on_packet, inspect)


def make_socketio(
    app: Flask,
    async_mode: str,
    loop: LoopMonitor,
    limiter: SocketLimiter | None = None,
    transport: str = "own",
    **settings: Any,
) -> LiveSocketIo:
    """Create the Socket.IO server of `app`; `async_mode` is eventlet or threading.

    `limiter` counts usage, under eventlet only. `transport` is own or stock; with
    threading it is always stock. `settings` override those chosen here.
    """
    protocol_log.setLevel(logging.CRITICAL)
    is_eventlet = async_mode == "eventlet"
    is_own = is_eventlet and transport == "own"
    ours: dict[str, Any] = {
        "async_mode": async_mode,
        # Events of one client stay in order, and a slow handler blocks only its client.
        "async_handlers": False,
        "transports": ["websocket"],
        "ping_interval": timings.PING_INTERVAL,
        "ping_timeout": timings.PING_TIMEOUT,
        "max_http_buffer_size": MAX_MESSAGE_BYTES,
        # `PingScheduler` replaces engine.io's monitor, which checks clients one by one.
        "monitor_clients": not is_own,
        "manage_session": False,
        "serve_client": False,
        "json": SocketIoJson,
        "serializer": ClientPacket,
        "logger": protocol_log,
        "engineio_logger": protocol_log,
    }
    if is_own:
        ours["client_manager"] = FanOutManager(loop)
    socketio = LiveSocketIo(app, **{**ours, **settings})
    socketio.limiter = limiter if is_eventlet else None
    if is_own:
        install_engineio_server(socketio, loop, limiter)
    return socketio

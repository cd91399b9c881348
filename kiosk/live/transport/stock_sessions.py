"""Connect the application to engine.io's own sessions, where KIOSK_TRANSPORT=stock.

Only event handlers of engine.io are used: its WebSockets, queues and pings are its own.
"""

import time
from collections.abc import Callable

import engineio

from kiosk import timings
from kiosk.live.transport import websocket_frames as frames
from kiosk.live.transport.engineio_session import (
    EIO_MESSAGE,
    Data,
    Inspect,
    MessageHandling,
)
from kiosk.live.transport.usage_meter import CLIENT_KEY, UNLIMITED, SocketLimiter
from kiosk.wsgi_types import Environ


class StockSession:
    """A session of engine.io, as used by limiter and application."""

    __slots__ = ("_engine", "has_joined", "last_received", "meter", "sid")

    def __init__(self, engine: engineio.Server, sid: str) -> None:
        """Represent the session `sid` of `engine`."""
        self._engine, self.sid, self.has_joined = engine, sid, False
        self.last_received, self.meter = time.monotonic(), UNLIMITED

    def close_with_reason(self, reason: str) -> None:
        """Close the session; engine.io cannot send a close reason."""
        del reason
        engine_socket = self._engine.sockets.get(self.sid)
        if engine_socket is not None:
            engine_socket.close(wait=False)


class StockSessions:
    """The open sessions of a stock engine.io server."""

    def __init__(
        self,
        engine: engineio.Server,
        limiter: SocketLimiter | None,
        on_packet: Callable[[str], None],
        inspect: Inspect,
    ) -> None:
        """Limit and inspect what Socket.IO's handlers receive from `engine`.

        `on_packet` is called with the sid of each session that engine.io keeps open.
        """
        self._engine, self._limiter = engine, limiter
        self._on_packet, self._inspect = on_packet, inspect
        self._sessions: dict[str, StockSession] = {}
        self._is_renewing = False
        self._handlers = dict(engine.handlers)
        engine.on("connect", self._on_connect)
        engine.on("message", self._on_message)
        engine.on("disconnect", self._on_disconnect)

    def _on_connect(self, sid: str, environ: Environ) -> None:
        if not self._is_renewing:
            self._is_renewing = True
            self._engine.start_background_task(self._renew)
        session = self._sessions[sid] = StockSession(self._engine, sid)
        if self._limiter is not None:
            session.meter = self._limiter.open(environ[CLIENT_KEY], session)
        self._handlers["connect"](sid, environ)

    def _on_message(self, sid: str, message: Data) -> None:
        session = self._sessions.get(sid)
        if session is None:
            return
        now = session.last_received = time.monotonic()
        self._on_packet(sid)
        opcode, payload = (
            (frames.TEXT, EIO_MESSAGE + message.encode())
            if isinstance(message, str)
            else (frames.BINARY, message)
        )
        try:
            session.meter.spend_bytes(len(payload), now)
            session.meter.spend_message(now)
            handling = self._inspect(session, opcode, payload)
            if handling is MessageHandling.QUEUED:
                self._handlers["message"](sid, message)
        except (frames.WebSocketError, ValueError):
            handling = MessageHandling.REFUSED
        if handling in {MessageHandling.CLOSE, MessageHandling.REFUSED}:
            session.close_with_reason("")

    def _on_disconnect(self, sid: str, reason: str) -> None:
        session = self._sessions.pop(sid, None)
        if session is not None:
            session.meter.close()
        self._handlers["disconnect"](sid, reason)

    def _renew(self) -> None:
        """Call `on_packet` for all open sessions, for the lifetime of the server.

        engine.io does not report pongs, but closes sessions that do not send them.
        """
        while True:
            self._engine.sleep(timings.PING_INTERVAL)
            for sid in list(self._sessions):
                self._on_packet(sid)

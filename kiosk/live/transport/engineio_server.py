"""Run engine.io on WebSockets that are detached from their HTTP request.

engine.io uses two green threads and a queue for each WebSocket, and eventlet keeps the
request's buffers: 61 KiB for an idle tablet. Here the request's green thread ends after
the handshake, and the hub reads and writes the socket.
"""

import base64
import hashlib
import json
import logging
from collections.abc import Callable, Iterable
from typing import Any

import engineio
import eventlet
import eventlet.queue
import eventlet.wsgi
from flask_socketio import SocketIO

from kiosk.live.transport import websocket_frames
from kiosk.live.transport.engineio_session import (
    EngineIoSession,
    Inspect,
    InspectedSession,
    MessageHandling,
)
from kiosk.live.transport.http_protocol import DETACH_KEY
from kiosk.live.transport.loop_monitor import LoopMonitor
from kiosk.live.transport.ping_scheduler import PingScheduler
from kiosk.live.transport.usage_meter import (
    CLIENT_KEY,
    UNLIMITED,
    SocketLimiter,
    UsageMeter,
)
from kiosk.live.transport.websocket_connection import WebSocketConnection
from kiosk.wsgi_types import Environ, StartResponse

log = logging.getLogger(__name__)

# RFC 6455, 1.3.
_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
# Green threads that process messages: one that waits for a database must not block the
# others, and many messages at once must not start a thousand threads.
MESSAGE_THREADS = 16
# Keys of the WSGI environ that later events need.
_KEPT_KEYS = (
    "HTTP_COOKIE",
    "HTTP_HOST",
    "HTTP_ORIGIN",
    "HTTP_USER_AGENT",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "PATH_INFO",
    "QUERY_STRING",
    "REMOTE_ADDR",
    "REMOTE_PORT",
    "REQUEST_METHOD",
    "SCRIPT_NAME",
    "SERVER_NAME",
    "SERVER_PORT",
    "SERVER_PROTOCOL",
    "flask.app",
    "wsgi.url_scheme",
)


def reduced_environ(environ: Environ) -> Environ:
    """Return the part of a WSGI environ that is kept for the connection's lifetime."""
    return {name: environ[name] for name in _KEPT_KEYS if name in environ}


def _is_handshake(environ: Environ) -> bool:
    return (
        DETACH_KEY in environ
        and environ.get("HTTP_SEC_WEBSOCKET_VERSION") == "13"
        and bool(environ.get("HTTP_SEC_WEBSOCKET_KEY"))
    )


def _handshake_response(environ: Environ) -> bytes:
    key = environ["HTTP_SEC_WEBSOCKET_KEY"].encode()
    answer = base64.b64encode(hashlib.sha1(key + _GUID).digest())  # noqa: S324 RFC 6455
    return (
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
        b"Connection: Upgrade\r\nSec-WebSocket-Accept: " + answer + b"\r\n\r\n"
    )


class EngineIoServer(engineio.Server):  # type: ignore[misc]
    """An engine.io server that handles WebSockets by `EngineIoSession`.

    `initialise` turns the instance created by Flask-SocketIO into one.
    """

    loop: LoopMonitor
    ping_scheduler: PingScheduler
    # Called with the sid of a session that has received anything.
    on_packet: Callable[[str], None]
    # Decides, in the hub, how a message is handled.
    inspect: Inspect
    # Counts sockets and their usage; None: no limits.
    limiter: SocketLimiter | None

    def initialise(
        self, loop: LoopMonitor, limiter: SocketLimiter | None = None
    ) -> None:
        """Initialise the instance; `loop` tells when to yield.

        With a `limiter`, the environ of a WebSocket request must hold its client under
        CLIENT_KEY.
        """
        self.loop, self.limiter = loop, limiter
        self.set_handlers(lambda _sid: None, _queue_all)
        self.ping_scheduler = PingScheduler(
            self.ping_interval, self.ping_timeout, eventlet.sleep, loop.yield_if_slow
        )
        self._work_queue: eventlet.queue.LightQueue = eventlet.queue.LightQueue()
        self._is_running = False

    def set_handlers(self, on_packet: Callable[[str], None], inspect: Inspect) -> None:
        """Call `on_packet` for each packet, and `inspect` first for each message.

        Both run in the hub and must not block.
        """
        self.on_packet, self.inspect = on_packet, inspect

    def enqueue_session(self, eio_session: EngineIoSession) -> None:
        """Let a worker thread call `work` of this session, in order of arrival."""
        self._work_queue.put(eio_session)

    def _start(self) -> None:
        if self._is_running:
            return
        self._is_running = True
        eventlet.spawn_n(self.ping_scheduler.run)
        for _ in range(MESSAGE_THREADS):
            eventlet.spawn_n(self._work)

    def _work(self) -> None:
        while True:
            eio_session = self._work_queue.get()
            self.loop.yield_if_slow()
            try:
                eio_session.process_messages()
            except ValueError as error:
                log.info("closing a connection that sent nonsense: %s", error)
                eio_session.close_after_error()
            except Exception as error:  # noqa: BLE001 no client may end a hand
                # One log line without traceback: an unavailable database fails
                # thousands at once.
                log.warning("a connection failed: %r", error)
                eio_session.close_after_error()

    def _handle_connect(
        self,
        environ: Environ,
        start_response: StartResponse,
        transport: str,
        jsonp_index: int | None = None,
    ) -> Any:
        if transport != "websocket" or not _is_handshake(environ):
            return super()._handle_connect(
                environ, start_response, transport, jsonp_index
            )
        self._start()
        sid: str = self.generate_id()
        refusal = self._trigger_event(
            "connect", sid, reduced_environ(environ), run_async=False
        )
        if refusal is not None and refusal is not True:
            return self._unauthorized(refusal or None)
        try:
            self._open_session(sid, environ)
        except OSError:
            # The client disconnected during the handshake.
            self.sockets.pop(sid, None)
            reason = self.reason.TRANSPORT_ERROR
            self._trigger_event("disconnect", sid, reason, run_async=False)
        # Tells eventlet that the response has been sent.
        eventlet.wsgi.WSGI_LOCAL.already_handled = True
        return _EMPTY_RESPONSE

    def _open_session(self, sid: str, environ: Environ) -> None:
        raw_socket, received = environ.pop(DETACH_KEY)()
        websocket = WebSocketConnection(raw_socket, self.max_http_buffer_size)
        eio_session = EngineIoSession(self, sid, websocket)
        self.sockets[sid] = eio_session
        greeting = {
            "sid": sid,
            "upgrades": [],
            "pingTimeout": int(self.ping_timeout * 1000),
            "pingInterval": int(
                (self.ping_interval + self.ping_interval_grace_period) * 1000
            ),
            "maxPayload": self.max_http_buffer_size,
        }
        text = "0" + json.dumps(greeting, separators=(",", ":"))
        websocket.write(
            _handshake_response(environ) + websocket_frames.frame(text.encode())
        )
        self.ping_scheduler.add(eio_session)
        eio_session.open(received, self._meter(environ, eio_session))

    def _meter(self, environ: Environ, eio_session: EngineIoSession) -> UsageMeter:
        if self.limiter is None:
            return UNLIMITED
        return self.limiter.open(environ[CLIENT_KEY], eio_session)


def _queue_all(
    _session: InspectedSession, _opcode: int, _payload: bytes
) -> MessageHandling:
    return MessageHandling.QUEUED


_EMPTY_RESPONSE: Iterable[bytes] = ()


def install_engineio_server(
    socketio: SocketIO, loop: LoopMonitor, limiter: SocketLimiter | None
) -> EngineIoServer:
    """Replace the engine.io server of `socketio`; `limiter` counts its sockets."""
    engine = socketio.server.eio
    # Flask-SocketIO and python-socketio create it and have no option for its class.
    engine.__class__ = EngineIoServer
    engine.initialise(loop, limiter)
    live: EngineIoServer = engine
    return live

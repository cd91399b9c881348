"""engine.io with sockets of ours: detached from the request that opened them.

engine.io gives each WebSocket two green threads and a queue, and eventlet keeps the
request's buffers with it: 61 KiB for a tablet that only listens. Here the request's
green thread ends once hands are shaken, and the hub reads and writes the socket.
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

from kiosk.live import websocket_frames
from kiosk.live.engineio_session import EngineIoSession, Inspect, MessageHandling
from kiosk.live.http_protocol import DETACH_KEY
from kiosk.live.limiter import CLIENT_KEY, UNLIMITED, Limiter, UsageMeter
from kiosk.live.loop_monitor import LoopMonitor
from kiosk.live.ping_scheduler import PingScheduler
from kiosk.live.websocket_connection import WebSocketConnection

log = logging.getLogger(__name__)

# RFC 6455, 1.3.
_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
# Messages worked on at the same time: one that waits for a database must not keep
# the others, and a storm must not make a thousand green threads.
HANDS = 16
# What later events need of the request that opened the connection.
_KEPT = (
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

Environ = dict[str, Any]


def slim(environ: Environ) -> Environ:
    """Return what is worth keeping of a request as long as its connection lives."""
    return {name: environ[name] for name in _KEPT if name in environ}


def _is_handshake(environ: Environ) -> bool:
    return (
        DETACH_KEY in environ
        and environ.get("HTTP_SEC_WEBSOCKET_VERSION") == "13"
        and bool(environ.get("HTTP_SEC_WEBSOCKET_KEY"))
    )


def _accept(environ: Environ) -> bytes:
    key = environ["HTTP_SEC_WEBSOCKET_KEY"].encode()
    answer = base64.b64encode(hashlib.sha1(key + _GUID).digest())  # noqa: S324 RFC 6455
    return (
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
        b"Connection: Upgrade\r\nSec-WebSocket-Accept: " + answer + b"\r\n\r\n"
    )


class EngineIoServer(engineio.Server):  # type: ignore[misc]
    """An engine.io server whose WebSockets are lines of ours.

    Made of an existing one by `adopt`: Flask-SocketIO makes its own.
    """

    loop: LoopMonitor
    pulse: PingScheduler
    # Told who has sent anything at all.
    heard: Callable[[str], None]
    # Says what becomes of a message, in the hub.
    inspect: Inspect
    # Counts sockets and what they use; None: there are no limits.
    limiter: Limiter | None

    def adopt(self, loop: LoopMonitor, limiter: Limiter | None = None) -> None:
        """Become a live engine; `loop` says when to give way.

        With a `limiter`, requests for a WebSocket carry the client that it counts them
        for, as CLIENT_KEY.
        """
        self.loop, self.limiter = loop, limiter
        self.listen(lambda _sid: None, _queue_all)
        self.pulse = PingScheduler(
            self.ping_interval, self.ping_timeout, eventlet.sleep, loop.yield_if_slow
        )
        self._at_work: eventlet.queue.LightQueue = eventlet.queue.LightQueue()
        self._is_running = False

    def listen(self, heard: Callable[[str], None], inspect: Inspect) -> None:
        """Show each packet's sender to `heard`, and each message to `inspect` first.

        Both run in the hub: they must wait for nothing.
        """
        self.heard, self.inspect = heard, inspect

    def enqueue_session(self, eio_session: EngineIoSession) -> None:
        """Let one of the hands call `work` of this socket, in turn."""
        self._at_work.put(eio_session)

    def _start(self) -> None:
        if self._is_running:
            return
        self._is_running = True
        eventlet.spawn_n(self.pulse.run)
        for _ in range(HANDS):
            eventlet.spawn_n(self._work)

    def _work(self) -> None:
        while True:
            eio_session = self._at_work.get()
            self.loop.yield_if_slow()
            try:
                eio_session.work()
            except ValueError as error:
                log.info("closing a connection that sent nonsense: %s", error)
                eio_session.fail()
            except Exception as error:  # noqa: BLE001 no client may end a hand
                # One websocket: a database that is away fails for thousands at once.
                log.warning("a connection failed: %r", error)
                eio_session.fail()

    def _handle_connect(
        self,
        environ: Environ,
        start_response: Callable[..., Any],
        transport: str,
        jsonp_index: int | None = None,
    ) -> Any:
        if transport != "websocket" or not _is_handshake(environ):
            return super()._handle_connect(
                environ, start_response, transport, jsonp_index
            )
        self._start()
        sid: str = self.generate_id()
        refusal = self._trigger_event("connect", sid, slim(environ), run_async=False)
        if refusal is not None and refusal is not True:
            return self._unauthorized(refusal or None)
        try:
            self._open(sid, environ)
        except OSError:
            # The client has left during the handshake.
            self.sockets.pop(sid, None)
            reason = self.reason.TRANSPORT_ERROR
            self._trigger_event("disconnect", sid, reason, run_async=False)
        # eventlet's way of saying that the answer has been given.
        eventlet.wsgi.WSGI_LOCAL.already_handled = True
        return _NOTHING

    def _open(self, sid: str, environ: Environ) -> None:
        wire_end, already = environ.pop(DETACH_KEY)()
        websocket = WebSocketConnection(wire_end, self.max_http_buffer_size)
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
        websocket.write(_accept(environ) + websocket_frames.frame(text.encode()))
        self.pulse.add(eio_session)
        eio_session.open(already, self._meter(environ, eio_session))

    def _meter(self, environ: Environ, eio_session: EngineIoSession) -> UsageMeter:
        if self.limiter is None:
            return UNLIMITED
        return self.limiter.open(environ[CLIENT_KEY], eio_session)


def _queue_all(
    _socket: EngineIoSession, _opcode: int, _payload: bytes
) -> MessageHandling:
    return MessageHandling.QUEUED


_NOTHING: Iterable[bytes] = ()


def install_engineio_server(
    socketio: SocketIO, loop: LoopMonitor, limiter: Limiter | None
) -> EngineIoServer:
    """Let the WebSockets of `socketio` be lines of ours, counted by `limiter`."""
    engine = socketio.server.eio
    # Flask-SocketIO and python-socketio each make the next one; none asks for a class.
    engine.__class__ = EngineIoServer
    engine.adopt(loop, limiter)
    live: EngineIoServer = engine
    return live

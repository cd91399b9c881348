"""An engine.io session on a websocket of its own.

It is what engine.io asks of a socket, and does what its own leave undone: garbage
from clients, floods, messages worked on out of order.
"""

import logging
import time
from collections import deque
from collections.abc import Callable
from enum import Enum
from typing import Any, Protocol

from kiosk.live import websocket_frames
from kiosk.live.limiter import UNLIMITED, UsageMeter
from kiosk.live.limits import MAX_QUEUED_MESSAGES
from kiosk.live.websocket_connection import WebSocketConnection

log = logging.getLogger(__name__)

# engine.io's packet types (its protocol, version 4).
CLOSE, PING, PONG, MESSAGE = b"1", b"2", b"3", b"4"
_PING_FRAME, _CLOSE_FRAME = websocket_frames.frame(PING), websocket_frames.frame(CLOSE)
# So many of a client's messages are worked on before it is somebody else's turn.
MOST_AT_ONCE = 20

Data = str | bytes


class MessageHandling(Enum):
    """What becomes of a message that a client has sent."""

    # A green thread hands it to Socket.IO, after those before it.
    QUEUED = "queued"
    # Nothing more: it has been dealt with, or is ignored.
    DONE = "done"
    # The connection is ended: no client of ours sends this.
    REFUSED = "refused"


Inspect = Callable[["EngineIoSession", int, bytes], MessageHandling]


class Engine(Protocol):
    """What a socket needs of its engine."""

    sockets: dict[str, Any]
    handlers: dict[str, Callable[..., Any]]
    reason: Any

    def heard(self, sid: str) -> None:
        """Learn that the client has sent something."""

    def inspect(
        self, eio_session: "EngineIoSession", opcode: int, payload: bytes
    ) -> MessageHandling:
        """Say what becomes of a message, or deal with it at once."""

    def enqueue_session(self, eio_session: "EngineIoSession") -> None:
        """Let a green thread call `work` of this socket."""

    def _trigger_event(self, event: str, *values: Any, run_async: bool) -> Any: ...


def packet_frame(encoded: Data) -> bytes:
    """Return the frame of an encoded engine.io packet."""
    if isinstance(encoded, str):
        return websocket_frames.frame(encoded.encode())
    return websocket_frames.frame(bytes(encoded), websocket_frames.BINARY)


class EngineIoSession:
    """One engine.io session, from its handshake to its end."""

    __slots__ = (
        "_engine",
        "_heard",
        "_is_at_work",
        "_meter",
        "closed",
        "closing",
        "has_joined",
        "is_awaited",
        "last_heard",
        "session",
        "sid",
        "websocket",
    )

    # engine.io asks these of a socket that may also be polled; ours may not.
    connected, upgraded, upgrading = True, True, False

    def __init__(
        self, engine: Engine, sid: str, websocket: WebSocketConnection
    ) -> None:
        """Speak for `engine` over `websocket`."""
        self._engine, self.sid, self.websocket = engine, sid, websocket
        self.closed = self.closing = False
        # Whether the client has asked to join, which it may do once.
        self.has_joined = False
        self._meter = UNLIMITED
        # A ping has been sent and not been answered yet.
        self.is_awaited = False
        self.last_heard = time.monotonic()
        self.session: dict[str, Any] = {}
        self._heard: deque[Data | None] | None = None
        self._is_at_work = False

    def open(self, already: bytes, meter: UsageMeter) -> None:
        """Receive from now on, counted by `meter`, which is closed with the session."""
        self._meter = meter
        self.websocket.open(self, already, meter)

    def heard(self, opcode: int, payload: bytes) -> None:
        """Take a message from the websocket; runs in the hub and waits for nothing."""
        self.last_heard = time.monotonic()
        self.is_awaited = False
        self._engine.heard(self.sid)
        if opcode == websocket_frames.BINARY or payload[:1] == MESSAGE:
            self._take(opcode, payload)
        elif payload == CLOSE:
            self.websocket.end()
        elif payload != PONG:
            log.info("closing a connection that sent garbage")
            self.websocket.end(websocket_frames.PROTOCOL_ERROR)

    def _take(self, opcode: int, payload: bytes) -> None:
        handling = self._engine.inspect(self, opcode, payload)
        if handling is MessageHandling.QUEUED:
            self._keep(
                payload if opcode == websocket_frames.BINARY else payload[1:].decode()
            )
        elif handling is MessageHandling.REFUSED:
            log.info("closing a connection that sent what no client of ours sends")
            self.websocket.end(
                websocket_frames.POLICY_VIOLATION, "packet not used here"
            )

    def lost(self) -> None:
        """Learn that the websocket is no more."""
        self._keep(None)

    def _keep(self, message: Data | None) -> None:
        if self._heard is None:
            self._heard = deque()
        self._heard.append(message)
        if len(self._heard) == MAX_QUEUED_MESSAGES:
            self.websocket.pause()
        if not self._is_at_work:
            self._is_at_work = True
            self._engine.enqueue_session(self)

    def work(self) -> None:
        """Hand on what was heard, in order; None stands for the end of the websocket."""
        heard = self._heard or deque()
        for _ in range(min(MOST_AT_ONCE, len(heard))):
            message = heard.popleft()
            if message is None:
                self.close(abort=True, reason=self._engine.reason.TRANSPORT_CLOSE)
            elif not self.closed:
                # Not by way of engine.io, which would swallow what is wrong with it.
                self._engine.handlers["message"](self.sid, message)
        if heard:
            self._engine.enqueue_session(self)
        else:
            self._rest()

    def _rest(self) -> None:
        self._heard, self._is_at_work = None, False
        self.websocket.resume()

    def fail(self) -> None:
        """Show out a client whose message could not be worked on."""
        has_left = bool(self._heard) and None in (self._heard or ())
        self._rest()
        self.websocket.end(websocket_frames.PROTOCOL_ERROR)
        if has_left:
            self.lost()

    def ping(self) -> None:
        """Ask the client whether it is still there."""
        self.is_awaited = True
        self.websocket.write(_PING_FRAME)

    def send(self, packet: Any) -> None:
        """Send an engine.io packet."""
        if not self.closed:
            self.websocket.write(packet_frame(packet.encode()))

    def close(
        self,
        wait: bool = True,  # noqa: FBT001, FBT002 engine.io's signature
        abort: bool = False,  # noqa: FBT001, FBT002
        reason: str | None = None,
    ) -> None:
        """End the session; `abort` says nothing to the client; never waits."""
        del wait
        if self.closed or self.closing:
            return
        self.closing = True
        self._engine._trigger_event(  # noqa: SLF001 as engine.io's own sockets do
            "disconnect",
            self.sid,
            reason or self._engine.reason.SERVER_DISCONNECT,
            run_async=False,
        )
        self.closed = True
        self._engine.sockets.pop(self.sid, None)
        self._meter.close()
        if abort:
            self.websocket.cut()
        else:
            self.websocket.write(_CLOSE_FRAME)
            self.websocket.end()

    def close_with_reason(self, reason: str) -> None:
        """End the session at once, telling the client why."""
        self.websocket.end(websocket_frames.POLICY_VIOLATION, reason)
        self.close()

    def check_ping_timeout(self) -> bool:
        """Tell engine.io that all is well: the pulse looks after silence."""
        return not self.closed

"""An engine.io session over a `WebSocketConnection`.

It implements the interface of engine.io's own socket class, and also rejects invalid
packets, limits floods and keeps messages in order.
"""

import logging
import time
from collections import deque
from collections.abc import Callable
from enum import Enum
from typing import Any, Protocol

from kiosk.live.limits import MAX_QUEUED_MESSAGES
from kiosk.live.transport import websocket_frames as frames
from kiosk.live.transport.usage_meter import UNLIMITED, UsageMeter
from kiosk.live.transport.websocket_connection import WebSocketConnection

log = logging.getLogger(__name__)

# engine.io's packet types (protocol version 4).
EIO_CLOSE, EIO_PING, EIO_PONG, EIO_MESSAGE = b"1", b"2", b"3", b"4"
_PING_FRAME, _CLOSE_FRAME = frames.frame(EIO_PING), frames.frame(EIO_CLOSE)
# Messages of one client that are processed before other clients have their turn.
MAX_MESSAGES_PER_TURN = 20

Data = str | bytes


class MessageHandling(Enum):
    """How a client's message is handled."""

    # Passed to Socket.IO by a worker thread, in order.
    QUEUED = "queued"
    # Already handled, or ignored.
    DONE = "done"
    # The client ends the connection.
    CLOSE = "close"
    # The connection is closed: our own clients never send this.
    REFUSED = "refused"


class InspectedSession(Protocol):
    """A session as used by the application that inspects its messages."""

    sid: str
    # Whether the client has sent CONNECT, which it may do once.
    has_joined: bool


Inspect = Callable[[InspectedSession, int, bytes], MessageHandling]


class EngineInterface(Protocol):
    """The engine.io server as used by a session."""

    sockets: dict[str, Any]
    handlers: dict[str, Callable[..., Any]]
    reason: Any

    def on_packet(self, sid: str) -> None:
        """Note that the client has sent something."""

    def inspect(
        self, eio_session: InspectedSession, opcode: int, payload: bytes
    ) -> MessageHandling:
        """Decide how a message is handled, or handle it at once."""

    def enqueue_session(self, eio_session: "EngineIoSession") -> None:
        """Let a green thread call `process_messages` of this session."""

    def _trigger_event(self, event: str, *values: Any, run_async: bool) -> Any: ...


def packet_frame(encoded: Data) -> bytes:
    """Return the frame of an encoded engine.io packet."""
    if isinstance(encoded, str):
        return frames.frame(encoded.encode())
    return frames.frame(bytes(encoded), frames.BINARY)


class EngineIoSession:
    """One engine.io session, from its handshake to its end."""

    __slots__ = (
        "_engine",
        "_is_processing",
        "_messages",
        "_meter",
        "awaits_pong",
        "closed",
        "closing",
        "has_joined",
        "last_received",
        "session",
        "sid",
        "websocket",
    )

    # engine.io reads these from sockets that may also use polling.
    connected, upgraded, upgrading = True, True, False

    def __init__(
        self, engine: EngineInterface, sid: str, websocket: WebSocketConnection
    ) -> None:
        self._engine, self.sid, self.websocket = engine, sid, websocket
        self.closed = self.closing = False
        # Whether the client has sent CONNECT, which it may do once.
        self.has_joined = False
        self._meter = UNLIMITED
        # Whether a ping is unanswered.
        self.awaits_pong = False
        self.last_received = time.monotonic()
        self.session: dict[str, Any] = {}
        self._messages: deque[Data | None] | None = None
        self._is_processing = False

    def open(self, received: bytes, meter: UsageMeter) -> None:
        """Start receiving; `meter` counts, and is closed with the session."""
        self._meter = meter
        self.websocket.open(self, received, meter)

    def on_message(self, opcode: int, payload: bytes) -> None:
        """Handle a message from the WebSocket; runs in the hub and must not block."""
        self.last_received = time.monotonic()
        self.awaits_pong = False
        self._engine.on_packet(self.sid)
        if opcode == frames.BINARY or payload[:1] == EIO_MESSAGE:
            self._handle_message(opcode, payload)
        elif payload == EIO_CLOSE:
            self.websocket.close()
        elif payload != EIO_PONG:
            log.info("closing a connection that sent garbage")
            self.websocket.close(frames.PROTOCOL_ERROR)

    def _handle_message(self, opcode: int, payload: bytes) -> None:
        handling = self._engine.inspect(self, opcode, payload)
        if handling is MessageHandling.QUEUED:
            self._enqueue(payload if opcode == frames.BINARY else payload[1:].decode())
        elif handling is MessageHandling.CLOSE:
            self.websocket.close()
        elif handling is MessageHandling.REFUSED:
            log.info("closing a connection that sent what no client of ours sends")
            self.websocket.close(frames.POLICY_VIOLATION, "packet not used here")

    def on_close(self) -> None:
        """Handle the end of the WebSocket."""
        self._enqueue(None)

    def _enqueue(self, message: Data | None) -> None:
        if self._messages is None:
            self._messages = deque()
        self._messages.append(message)
        if len(self._messages) == MAX_QUEUED_MESSAGES:
            self.websocket.pause()
        if not self._is_processing:
            self._is_processing = True
            self._engine.enqueue_session(self)

    def process_messages(self) -> None:
        """Process queued messages in order; None is the end of the WebSocket."""
        messages = self._messages or deque()
        for _ in range(min(MAX_MESSAGES_PER_TURN, len(messages))):
            message = messages.popleft()
            if message is None:
                self.close(abort=True, reason=self._engine.reason.TRANSPORT_CLOSE)
            elif not self.closed:
                # Bypasses engine.io, which would hide exceptions.
                self._engine.handlers["message"](self.sid, message)
        if messages:
            self._engine.enqueue_session(self)
        else:
            self._finish_processing()

    def _finish_processing(self) -> None:
        self._messages, self._is_processing = None, False
        self.websocket.resume()

    def close_after_error(self) -> None:
        """Close the session after a message that could not be processed."""
        has_left = bool(self._messages) and None in (self._messages or ())
        self._finish_processing()
        self.websocket.close(frames.PROTOCOL_ERROR)
        if has_left:
            self.on_close()

    def ping(self) -> None:
        """Send a ping."""
        self.awaits_pong = True
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
        """End the session; `abort` sends no close packet; never waits."""
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
            self.websocket.abort()
        else:
            self.websocket.write(_CLOSE_FRAME)
            self.websocket.close()

    def close_with_reason(self, reason: str) -> None:
        """End the session at once with a close reason."""
        self.websocket.close(frames.POLICY_VIOLATION, reason)
        self.close()

    def check_ping_timeout(self) -> bool:
        """Tell engine.io that the session lives; `PingScheduler` checks timeouts."""
        return not self.closed

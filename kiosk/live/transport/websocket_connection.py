"""The server's end of a WebSocket, driven by the hub without a green thread.

A frame is written to the kernel at once; only what it does not accept is queued here.
An idle tablet costs its socket and a few objects, a broadcast one system call each.
"""

import logging
import socket
import time
from collections import deque
from typing import Any

import eventlet.hubs.hub

from kiosk import timings
from kiosk.live.limits import (
    MAX_BACKLOG_BYTES,
    MAX_DISCARDED_BYTES,
    RECEIVE_BUFFER_BYTES,
    SEND_BUFFER_BYTES,
    SOCKET_READ_BYTES,
)
from kiosk.live.transport import websocket_frames as frames
from kiosk.live.transport.usage_meter import UNLIMITED, UsageMeter

log = logging.getLogger(__name__)

# Close-handshake timeout, in seconds.
CLOSE_TIMEOUT_SECONDS = 1.0

_READ, _WRITE = eventlet.hubs.hub.READ, eventlet.hubs.hub.WRITE


class WebSocketConnection:
    """The server's end of one WebSocket."""

    __slots__ = (
        "_backlog",
        "_backlog_bytes",
        "_discarded_bytes",
        "_handler",
        "_hub",
        "_is_ending",
        "_meter",
        "_read_listener",
        "_reader",
        "_send",
        "_socket",
        "_stalled_since",
        "_write_listener",
        "is_idle",
    )

    def __init__(self, raw_socket: socket.socket, most: int) -> None:
        """Use a non-blocking socket; `most` is the largest message in bytes."""
        raw_socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        raw_socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)
        raw_socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER_BYTES)
        self._socket: socket.socket | None = raw_socket
        self._send = raw_socket.send
        # Whether there is no backlog, so that a frame is written at once.
        self.is_idle, self._is_ending = True, False
        self._reader = frames.FrameReader(most)
        self._backlog: deque[bytes] | None = None
        self._backlog_bytes, self._discarded_bytes, self._stalled_since = 0, 0, 0.0
        self._handler: frames.WebSocketHandler | None = None
        self._meter = UNLIMITED
        self._hub = eventlet.hubs.get_hub()
        self._read_listener: Any = None
        self._write_listener: Any = None

    def open(
        self,
        handler: frames.WebSocketHandler,
        received: bytes = b"",
        meter: UsageMeter = UNLIMITED,
    ) -> None:
        """Start reading for `handler`, counted by `meter`; `received` came earlier."""
        self._handler, self._meter = handler, meter
        self.resume()
        if received:
            self._handle_bytes(received)

    def pause(self) -> None:
        """Stop reading: what the client sends stays in the kernel's buffers."""
        if self._read_listener is not None:
            self._hub.remove(self._read_listener)
            self._read_listener = None

    def resume(self) -> None:
        """Resume reading."""
        if self._socket is not None and self._read_listener is None:
            self._read_listener = self._listen(self._socket, _READ, self._on_readable)

    def _listen(self, raw_socket: socket.socket, what: str, then: Any) -> Any:
        file = raw_socket.fileno()
        listener = self._hub.add(what, file, then, self._on_fd_reused, None)
        # Otherwise the hub would keep the present green thread alive.
        listener.greenlet = self._hub.greenlet
        return listener

    def write(self, data: bytes) -> None:
        """Send a whole frame, or queue it behind the backlog."""
        if not self.is_idle:
            self._enqueue(data)
            return
        try:
            sent = self._send(data)
        except BlockingIOError:
            self._begin_backlog(data)
        except OSError:
            self.abort()
        else:
            if sent != len(data):
                self._begin_backlog(data[sent:])

    def _begin_backlog(self, data: bytes) -> None:
        if self._socket is None:
            return
        self._backlog, self.is_idle = deque(), False
        self._stalled_since = time.monotonic()
        self._hub.schedule_call_global(timings.WRITE_STALL, self._drop_if_stalled)
        self._write_listener = self._listen(self._socket, _WRITE, self._on_writable)
        self._enqueue(data)

    def _enqueue(self, data: bytes) -> None:
        backlog = self._backlog
        if backlog is None or self._is_ending:
            return
        backlog.append(data)
        self._backlog_bytes += len(data)
        if self._backlog_bytes > MAX_BACKLOG_BYTES:
            log.info("dropping a client that reads too slowly")
            self.abort()

    def _on_writable(self, _file: int) -> None:
        backlog = self._backlog
        if self._socket is None or backlog is None:
            return
        try:
            while backlog:
                data = backlog[0]
                sent = self._send(data)
                self._backlog_bytes -= sent
                self._stalled_since = time.monotonic()
                if sent < len(data):
                    backlog[0] = data[sent:]
                    return
                backlog.popleft()
        except BlockingIOError:
            return
        except OSError:
            self.abort()
            return
        self._backlog = None
        self._hub.remove(self._write_listener)
        self._write_listener = None
        self.is_idle = not self._is_ending
        if self._is_ending:
            self._finish_close()

    def _drop_if_stalled(self) -> None:
        if self._backlog is None:
            return
        left = self._stalled_since + timings.WRITE_STALL - time.monotonic()
        if left > 0:
            self._hub.schedule_call_global(left, self._drop_if_stalled)
        else:
            log.info("dropping a client that has stopped reading")
            self.abort()

    def _on_readable(self, _file: int) -> None:
        if self._socket is None:
            return
        try:
            data = self._socket.recv(SOCKET_READ_BYTES)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.abort()
        elif not self._is_ending:
            self._handle_bytes(data)
        else:
            self._discarded_bytes += len(data)
            if self._discarded_bytes > MAX_DISCARDED_BYTES:
                self.pause()

    def _handle_bytes(self, data: bytes) -> None:
        now = time.monotonic()
        try:
            self._meter.spend_bytes(len(data), now)
            for opcode, payload in self._reader.read(data):
                self._meter.spend_message(now)
                self._handle_frame(opcode, payload)
                if self._is_ending:
                    return
        except frames.WebSocketError as error:
            log.info("closing a connection that sent %s", error)
            self.close(error.code, str(error))

    def _handle_frame(self, opcode: int, payload: bytes) -> None:
        if opcode == frames.PING:
            # Pings of a client with a backlog are not answered.
            if self.is_idle:
                self.write(frames.frame(payload, frames.PONG))
        elif opcode == frames.CLOSE:
            self.close(int.from_bytes(payload[:2], "big") or frames.NORMAL)
        elif opcode in {frames.TEXT, frames.BINARY} and self._handler is not None:
            self._handler.on_message(opcode, payload)

    def close(self, code: int = frames.NORMAL, reason: str = "") -> None:
        """Send a close frame after the backlog; nothing follows it."""
        if self._socket is None or self._is_ending:
            return
        self.write(frames.close_frame(code, reason))
        self._is_ending, self.is_idle = True, False
        if self._backlog is None:
            self._finish_close()

    def _finish_close(self) -> None:
        # Closing with unread bytes would reset the connection before the close frame.
        if self._socket is None:
            return
        try:
            self._socket.shutdown(socket.SHUT_WR)
        except OSError:
            self.abort()
        else:
            self._hub.schedule_call_global(CLOSE_TIMEOUT_SECONDS, self.abort)

    def abort(self) -> None:
        """Close at once, and notify the handler."""
        raw_socket, handler = self._socket, self._handler
        if raw_socket is None:
            return
        self._socket = self._handler = self._backlog = None
        self._backlog_bytes, self.is_idle = 0, False
        for listener in (self._read_listener, self._write_listener):
            if listener is not None:
                self._hub.remove(listener)
        self._read_listener = self._write_listener = None
        raw_socket.close()
        if handler is not None:
            handler.on_close()

    def _on_fd_reused(self, *_error: object) -> None:
        self._read_listener = self._write_listener = None
        self.abort()

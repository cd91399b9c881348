"""One WebSocket without a green thread of its own: written straight, read on call.

A frame goes to the kernel at once; only what it does not take waits here, in order. So
an idle tablet costs its socket and a few objects, a broadcast one system call for each.
"""

import logging
import socket
import time
from collections import deque
from typing import Any

import eventlet.hubs.hub

from kiosk import timings
from kiosk.live import websocket_frames
from kiosk.live.limiter import UNLIMITED, UsageMeter
from kiosk.live.limits import (
    MAX_BACKLOG_BYTES,
    MAX_DISCARDED_BYTES,
    RECEIVE_BUFFER_BYTES,
    SEND_BUFFER_BYTES,
    SOCKET_READ_BYTES,
)

log = logging.getLogger(__name__)

# Who has been told goodbye may take so long to hang up.
GOODBYE_SECONDS = 1.0

_READ, _WRITE = eventlet.hubs.hub.READ, eventlet.hubs.hub.WRITE


class WebSocketConnection:
    """The server's end of one WebSocket."""

    __slots__ = (
        "_backlog",
        "_backlog_bytes",
        "_discarded_bytes",
        "_hub",
        "_is_ending",
        "_listener",
        "_meter",
        "_owner",
        "_reader",
        "_send",
        "_stalled_since",
        "_wire",
        "_writing",
        "is_idle",
    )

    def __init__(self, wire_end: socket.socket, most: int) -> None:
        """Use a non-blocking socket whose handshake is done; `most` bytes a message."""
        wire_end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        wire_end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)
        wire_end.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER_BYTES)
        self._wire: socket.socket | None = wire_end
        self._send = wire_end.send
        # A frame written now goes straight to the kernel: nothing waits.
        self.is_idle = True
        self._reader = websocket_frames.FrameReader(most)
        self._backlog: deque[bytes] | None = None
        self._backlog_bytes = self._discarded_bytes = 0
        self._stalled_since = 0.0
        self._is_ending = False
        self._owner: websocket_frames.Owner | None = None
        self._meter = UNLIMITED
        self._hub = eventlet.hubs.get_hub()
        self._listener: Any = None
        self._writing: Any = None

    def open(
        self,
        owner: websocket_frames.Owner,
        already: bytes = b"",
        meter: UsageMeter = UNLIMITED,
    ) -> None:
        """Tell `owner` from now on, and count by `meter`; `already` has come."""
        self._owner, self._meter = owner, meter
        self.resume()
        if already:
            self._take(already)

    def pause(self) -> None:
        """Read nothing more for now: what the client says waits on its own side."""
        if self._listener is not None:
            self._hub.remove(self._listener)
            self._listener = None

    def resume(self) -> None:
        """Read again."""
        if self._wire is not None and self._listener is None:
            self._listener = self._watch(self._wire, _READ, self._readable)

    def _watch(self, wire_end: socket.socket, what: str, then: Any) -> Any:
        listener = self._hub.add(what, wire_end.fileno(), then, self._obsolete, None)
        # It need not keep the present green thread alive.
        listener.greenlet = self._hub.greenlet
        return listener

    def write(self, data: bytes) -> None:
        """Send a whole frame, or keep it in line behind those before it."""
        if not self.is_idle:
            self._keep(data)
            return
        try:
            sent = self._send(data)
        except BlockingIOError:
            self._begin_backlog(data)
        except OSError:
            self.cut()
        else:
            if sent != len(data):
                self._begin_backlog(data[sent:])

    def _begin_backlog(self, data: bytes) -> None:
        if self._wire is None:
            return
        self._backlog, self.is_idle = deque(), False
        self._stalled_since = time.monotonic()
        self._hub.schedule_call_global(timings.WRITE_STALL, self._drop_if_stalled)
        self._writing = self._watch(self._wire, _WRITE, self._writable)
        self._keep(data)

    def _keep(self, data: bytes) -> None:
        backlog = self._backlog
        if backlog is None or self._is_ending:
            return
        backlog.append(data)
        self._backlog_bytes += len(data)
        if self._backlog_bytes > MAX_BACKLOG_BYTES:
            log.info("dropping a client that reads too slowly")
            self.cut()

    def _writable(self, _file: int) -> None:
        backlog = self._backlog
        if self._wire is None or backlog is None:
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
            self.cut()
            return
        self._backlog = None
        self._hub.remove(self._writing)
        self._writing = None
        self.is_idle = not self._is_ending
        if self._is_ending:
            self._let_go()

    def _drop_if_stalled(self) -> None:
        if self._backlog is None:
            return
        left = self._stalled_since + timings.WRITE_STALL - time.monotonic()
        if left > 0:
            self._hub.schedule_call_global(left, self._drop_if_stalled)
        else:
            log.info("dropping a client that has stopped reading")
            self.cut()

    def _readable(self, _file: int) -> None:
        if self._wire is None:
            return
        try:
            data = self._wire.recv(SOCKET_READ_BYTES)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.cut()
        elif not self._is_ending:
            self._take(data)
        else:
            self._discarded_bytes += len(data)
            if self._discarded_bytes > MAX_DISCARDED_BYTES:
                self.pause()

    def _take(self, data: bytes) -> None:
        now = time.monotonic()
        try:
            self._meter.spend_bytes(len(data), now)
            for opcode, payload in self._reader.read(data):
                self._meter.spend_message(now)
                self._take_frame(opcode, payload)
                if self._is_ending:
                    return
        except websocket_frames.WebSocketError as error:
            log.info("closing a connection that sent %s", error)
            self.end(error.code, str(error))

    def _take_frame(self, opcode: int, payload: bytes) -> None:
        if opcode == websocket_frames.PING:
            # To a client that reads nothing no answers are kept.
            if self.is_idle:
                self.write(websocket_frames.frame(payload, websocket_frames.PONG))
        elif opcode == websocket_frames.CLOSE:
            self.end(int.from_bytes(payload[:2], "big") or websocket_frames.NORMAL)
        elif (
            opcode in {websocket_frames.TEXT, websocket_frames.BINARY}
            and self._owner is not None
        ):
            self._owner.heard(opcode, payload)

    def end(self, code: int = websocket_frames.NORMAL, reason: str = "") -> None:
        """Say goodbye with a close code, after what waits; nothing follows it."""
        if self._wire is None or self._is_ending:
            return
        self.write(websocket_frames.close_frame(code, reason))
        self._is_ending, self.is_idle = True, False
        if self._backlog is None:
            self._let_go()

    def _let_go(self) -> None:
        # Closing with bytes unread would reset the connection, and the goodbye would
        # be lost: so the client hangs up first, if it does so soon.
        if self._wire is None:
            return
        try:
            self._wire.shutdown(socket.SHUT_WR)
        except OSError:
            self.cut()
        else:
            self._hub.schedule_call_global(GOODBYE_SECONDS, self.cut)

    def cut(self) -> None:
        """Close at once, and tell the owner."""
        wire_end, owner = self._wire, self._owner
        if wire_end is None:
            return
        self._wire = self._owner = self._backlog = None
        self._backlog_bytes, self.is_idle = 0, False
        for listener in (self._listener, self._writing):
            if listener is not None:
                self._hub.remove(listener)
        self._listener = self._writing = None
        wire_end.close()
        if owner is not None:
            owner.lost()

    def _obsolete(self, *_error: object) -> None:
        # The hub believes the file to be somebody else's by now.
        self._listener = self._writing = None
        self.cut()

"""Event loop that recognises most frames by their bytes, without parsing.

A turned page is the same frame for nearly all tablets, so frames are looked up by their
bytes: about 2 µs per tablet, where a server needs 5 µs and more.
"""

import heapq
import itertools
import os
import resource
import select
import socket
import time
from collections.abc import Callable
from typing import Protocol

from kiosk.load_test.delivery_log import DeliveryLog

# Small, so that one moment is accurate for all events of a batch.
_EVENTS_PER_POLL = 64
_READ_BYTES = 4096
_IN, _OUT = select.EPOLLIN, select.EPOLLOUT
# Instead of a number: data must be parsed (joining, or within a frame).
NEEDS_PARSING = -2
# Open files besides the sockets.
_SPARE_FILES = 64
_MAX_KNOWN_FRAMES = 4096
# Stands for unknown data: no tablet's last number equals it.
_UNKNOWN = (-1, 0)


class SocketHandler(Protocol):
    """Owner of one socket."""

    sock: socket.socket

    def on_data(self, data: bytes) -> None:
        """Handle data read; empty: the peer closed the connection."""

    def on_writable(self) -> None:
        """Continue after the connection was made or the buffer has room."""


class TooManySockets(Exception):  # noqa: N818 read by the operator
    """This process may not open so many sockets."""

    def __init__(self, most: int) -> None:
        """Store how many it may open."""
        super().__init__(most)
        self.most = most


def raise_open_file_limit(sockets: int) -> None:
    """Raise this process's limit of open files.

    :raises TooManySockets: the system does not allow so many.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = sockets + _SPARE_FILES
    if hard != resource.RLIM_INFINITY and wanted > hard:
        raise TooManySockets(hard - _SPARE_FILES)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


class EpollLoop:
    """Sockets, timers and the delivery log of one load test."""

    def __init__(self) -> None:
        """Start without sockets."""
        self.deliveries = DeliveryLog()
        # By file descriptor, which is small and dense: a list is the fastest map.
        self.last: list[int] = []
        # Whole frames: the number before their first event, and that of the last.
        self.known: dict[bytes, tuple[int, int]] = {}
        self._handlers: dict[int, SocketHandler] = {}
        self._epoll = select.epoll()
        self._timers: list[tuple[float, int, Callable[[], None]]] = []
        self._order = itertools.count()

    def add(self, handler: SocketHandler) -> None:
        """Register a socket that is connecting."""
        number = handler.sock.fileno()
        if number >= len(self.last):
            self.last += [NEEDS_PARSING] * (number + 1024 - len(self.last))
        self.last[number] = NEEDS_PARSING
        self._handlers[number] = handler
        self._epoll.register(number, _IN | _OUT)

    def expect_writing(self, handler: SocketHandler, *, wanted: bool) -> None:
        """Start or stop waiting until the socket is writable."""
        self._epoll.modify(handler.sock.fileno(), _IN | _OUT if wanted else _IN)

    def remove(self, handler: SocketHandler) -> None:
        """Unregister a socket and close it."""
        number = handler.sock.fileno()
        if number >= 0 and number in self._handlers:
            del self._handlers[number]
            self.last[number] = NEEDS_PARSING
            self._epoll.unregister(number)
            handler.sock.close()

    def learn(self, data: bytes, number: int, after: int | None = None) -> None:
        """Remember that these bytes stand for the events after `after` to `number`.

        By default for event `number` alone.
        """
        if len(self.known) > _MAX_KNOWN_FRAMES:
            self.known.clear()
        self.known[data] = (number - 1 if after is None else after, number)

    def call_later(self, seconds: float, action: Callable[[], None]) -> None:
        """Call `action` after so many seconds."""
        due = time.monotonic() + seconds
        heapq.heappush(self._timers, (due, next(self._order), action))

    def run(self, until: Callable[[], bool], seconds: float) -> bool:
        """Run until `until` is true; return False after so many seconds."""
        deadline = time.monotonic() + seconds
        while not until():
            now = time.monotonic()
            if now >= deadline:
                return False
            while self._timers and self._timers[0][0] <= now:
                heapq.heappop(self._timers)[2]()
            due = self._timers[0][0] if self._timers else deadline
            self._step(max(0.0, min(due, deadline) - time.monotonic()))
        return True

    def run_for(self, seconds: float) -> None:
        """Run for so many seconds."""
        self.run(lambda: False, seconds)

    def close(self) -> None:
        """Close all sockets."""
        for handler in list(self._handlers.values()):
            self.remove(handler)
        self._epoll.close()

    def _step(self, wait: float) -> None:
        last, known = self.last, self.known
        number, count = 0, 0
        for file, events in self._epoll.poll(wait, _EVENTS_PER_POLL):
            if events != _IN:
                self._attend(file, events)
                continue
            data = _read(file)
            if data is None:
                continue
            after, event = known.get(data, _UNKNOWN)
            if last[file] == after:
                last[file] = event
                if event != number:
                    self._note(number, count)
                    number, count = event, 0
                count += 1
            elif handler := self._handlers.get(file):
                handler.on_data(data)
        self._note(number, count)

    def _note(self, number: int, count: int) -> None:
        if count:
            self.deliveries.arrived(number, time.monotonic(), count)

    def _attend(self, file: int, events: int) -> None:
        if events & _OUT and (handler := self._handlers.get(file)):
            handler.on_writable()
        if events & ~_OUT and (handler := self._handlers.get(file)):
            data = _read(file)
            if data is not None:
                handler.on_data(data)


def _read(file: int) -> bytes | None:
    try:
        return os.read(file, _READ_BYTES)
    except BlockingIOError:
        return None
    except OSError:
        return b""

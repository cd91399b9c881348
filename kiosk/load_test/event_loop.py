"""The one loop: who has something to read is read at once, most of it unparsed.

A turned page is the same bytes for nearly everybody, so the bytes are looked up, not
parsed: about two microseconds for each tablet, where a server needs five and more.
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

# Small, so that the moment noted after a batch is true for all in it.
_EVENTS_PER_POLL = 64
_READ_BYTES = 4096
_IN, _OUT = select.EPOLLIN, select.EPOLLOUT
# The number of a tablet that must be on_data with care: joining, or amid a frame.
NEEDS_PARSING = -2
# Files besides the sockets.
_SPARE_FILES = 64
_MAX_KNOWN_FRAMES = 4096


class SocketHandler(Protocol):
    """One end of a socket."""

    sock: socket.socket

    def on_data(self, data: bytes) -> None:
        """Take what was read; nothing: the other side has gone."""

    def on_writable(self) -> None:
        """Go on after the connection was made, or after the buffer was full."""


class TooManySockets(Exception):  # noqa: N818 read by the keeper of the server
    """This process may not open so many sockets."""

    def __init__(self, most: int) -> None:
        """Keep how many it may open."""
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
    """Sockets, timers and the deliveries of one rehearsal."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self.deliveries = DeliveryLog()
        # By file number, which is small and dense: a list is the fastest map.
        self.last: list[int] = []
        # Bytes that are one whole frame with one event, and the event's number.
        self.known: dict[bytes, int] = {}
        self._handlers: dict[int, SocketHandler] = {}
        self._epoll = select.epoll()
        self._timers: list[tuple[float, int, Callable[[], None]]] = []
        self._order = itertools.count()

    def add(self, handler: SocketHandler) -> None:
        """Hear and serve a socket that is connecting."""
        number = handler.sock.fileno()
        if number >= len(self.last):
            self.last += [NEEDS_PARSING] * (number + 1024 - len(self.last))
        self.last[number] = NEEDS_PARSING
        self._handlers[number] = handler
        self._epoll.register(number, _IN | _OUT)

    def expect_writing(self, handler: SocketHandler, *, wanted: bool) -> None:
        """Say, or say no longer, when the socket takes more bytes."""
        self._epoll.modify(handler.sock.fileno(), _IN | _OUT if wanted else _IN)

    def remove(self, handler: SocketHandler) -> None:
        """Forget a socket and close it."""
        number = handler.sock.fileno()
        if number >= 0 and number in self._handlers:
            del self._handlers[number]
            self.last[number] = NEEDS_PARSING
            self._epoll.unregister(number)
            handler.sock.close()

    def learn(self, data: bytes, number: int) -> None:
        """Know from now on that these bytes are the event of that number."""
        if len(self.known) > _MAX_KNOWN_FRAMES:
            self.known.clear()
        self.known[data] = number

    def call_later(self, seconds: float, action: Callable[[], None]) -> None:
        """Do something later."""
        due = time.monotonic() + seconds
        heapq.heappush(self._timers, (due, next(self._order), action))

    def run(self, until: Callable[[], bool], seconds: float) -> bool:
        """Go on until something is true, at most so long; tell whether it became so."""
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
        """Go on for so long."""
        self.run(lambda: False, seconds)

    def close(self) -> None:
        """Close everything."""
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
            event = known.get(data, 0)
            if event and last[file] + 1 == event:
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

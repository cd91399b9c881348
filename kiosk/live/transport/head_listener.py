"""Connections whose first head is on its way: they cost no green thread yet.

A head is looked at in the kernel's buffer (MSG_PEEK) and stays there until it is whole.
After a look that found only a part of it the next one comes later and later: a client
that sends a byte now and then does not wake anybody with each.
"""

import socket
import time
from collections.abc import Callable
from typing import Any, Protocol

import eventlet
import eventlet.hubs
import eventlet.queue

from kiosk import timings
from kiosk.identity import network_of
from kiosk.live.transport.unauthenticated_connections import UnauthenticatedConnections

# The pause after a first look that found only a part, and the longest, in seconds.
FIRST_PAUSE, MAX_PAUSE = 0.005, 2.0
# A head that is longer than this is left to the protocol, which has a deadline too.
MAX_PEEKED_BYTES = 32 * 1024
# While so many whole heads wait to be read no more connections are accepted: those of
# 400 tablets with six connections each are seen at once.
MAX_READY = 4096
READY_RETRY_SECONDS = 0.01

_HEAD_ENDS = (b"\r\n\r\n", b"\n\n", b"\n\r\n")
_ESTABLISHED = 1


class AcceptingSocket(Protocol):
    """What is needed of a listening socket."""

    def accept(self) -> tuple[Any, Any]:
        """Return the next connection and its address."""


# Calls the second when it is the turn of the first, a head.
InTurn = Callable[[bytes, Callable[[], None]], None]


class HeadListener:
    """A listening socket that accepts only connections whose head is there."""

    def __init__(
        self,
        listener: AcceptingSocket,
        unauthenticated: UnauthenticatedConnections,
        in_turn: InTurn = lambda _head, go_on: go_on(),
    ) -> None:
        """Accept from `listener`; count those that wait among `unauthenticated`.

        `in_turn` calls what it is given when it is the turn of this head.
        """
        self._listener, self._unauthenticated = listener, unauthenticated
        self._in_turn, self._waiting = in_turn, 0
        self._ready = eventlet.queue.LightQueue()
        self._acceptor: Any = None

    def accept(self) -> tuple[Any, Any]:
        """Return the next connection with a whole head, however long it takes."""
        if self._acceptor is None:
            self._acceptor = eventlet.spawn(self._accept)
        found = self._ready.get()
        if isinstance(found, OSError):
            raise found
        connection, address = found
        return connection, address

    def _accept(self) -> None:
        while True:
            try:
                connection, address = self._listener.accept()
            except OSError as error:
                self._ready.put(error)
                return
            _ConnectionAwaitingHead(
                connection, address, self._unauthenticated, self._put
            )
            while self._waiting + self._ready.qsize() > MAX_READY:
                eventlet.sleep(READY_RETRY_SECONDS)

    def _put(self, connection: Any, address: Any, head: bytes) -> None:
        self._waiting += 1

        def go_on() -> None:
            self._waiting -= 1
            self._ready.put((connection, address))

        self._in_turn(head, go_on)

    def __getattr__(self, name: str) -> Any:
        """Leave everything else to the socket itself."""
        return getattr(self._listener, name)


class _ConnectionAwaitingHead:
    """One connection that has not sent a whole head yet."""

    __slots__ = (
        "_address",
        "_began",
        "_connection",
        "_hub",
        "_listener",
        "_pause",
        "_ready",
        "_stop_counting",
        "_timer",
    )

    def __init__(
        self,
        connection: Any,
        address: Any,
        unauthenticated: UnauthenticatedConnections,
        ready: Callable[[Any, Any, bytes], None],
    ) -> None:
        """Wait for the head and hand both to `ready`, with the address."""
        self._connection, self._address, self._ready = connection, address, ready
        self._hub = eventlet.hubs.get_hub()
        # When its first byte was there; 0.0: none was.
        self._began, self._pause = 0.0, FIRST_PAUSE
        self._listener: Any = None
        self._timer: Any = None
        self._stop_counting = unauthenticated.enter(
            network_of(str(address[0])), self._close
        )
        self._peek()

    def _peek(self, _file: int = 0) -> None:
        self._stop_waiting()
        wire = self._connection.fd
        try:
            head = wire.recv(MAX_PEEKED_BYTES, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except BlockingIOError:
            self._wait_for_data()
        except OSError:
            self._end()
        else:
            self._handle_head(head)

    def _handle_head(self, head: bytes) -> None:
        now = time.monotonic()
        self._began = self._began or now
        if not head or now - self._began >= timings.REQUEST_HEAD:
            self._end()
        elif self._is_whole(head):
            self._stop_counting()
            self._ready(self._connection, self._address, head)
        else:
            left = self._began + timings.REQUEST_HEAD - now
            pause = min(self._pause, left)
            self._pause = min(2 * self._pause, MAX_PAUSE)
            self._timer = self._hub.schedule_call_global(pause, self._peek)

    def _is_whole(self, head: bytes) -> bool:
        if len(head) >= MAX_PEEKED_BYTES or any(end in head for end in _HEAD_ENDS):
            return True
        # Whoever has hung up sends no more: the protocol refuses what there is.
        wire, tcp = self._connection.fd, socket.IPPROTO_TCP
        if wire.family not in {socket.AF_INET, socket.AF_INET6}:
            return False
        return bool(wire.getsockopt(tcp, socket.TCP_INFO, 1)[0] != _ESTABLISHED)

    def _wait_for_data(self) -> None:
        hub, file = self._hub, self._connection.fd.fileno()
        # It need not keep the present green thread alive.
        listener = hub.add(hub.READ, file, self._peek, self._on_reused_descriptor, None)
        listener.greenlet = hub.greenlet
        self._listener = listener
        self._timer = hub.schedule_call_global(timings.KEEPALIVE, self._end)

    def _on_reused_descriptor(self, _error: object) -> None:
        """Handle the hub's notice that the file descriptor was reused."""
        self._listener = None

    def _stop_waiting(self) -> None:
        if self._listener is not None:
            self._hub.remove(self._listener)
            self._listener = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _end(self) -> None:
        self._stop_counting()
        self._close()

    def _close(self) -> None:
        self._stop_waiting()
        self._connection.close()

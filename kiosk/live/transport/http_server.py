"""Listening with eventlet; together with `wsgi.py` the only place that knows it.

`socketio.run` is not used: it allows 1,024 connections, a backlog of 50, shares
its port with any second process, never times an idle socket out, and answers
garbage with a traceback.
"""

import errno
import logging
import math
import os
import resource
import signal
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

import eventlet
import eventlet.hubs
import eventlet.patcher
import eventlet.wsgi

from kiosk import timings
from kiosk.live.limits import MAX_UNAUTHENTICATED
from kiosk.live.transport.head_listener import HeadListener
from kiosk.live.transport.http_protocol import make_protocol
from kiosk.live.transport.loop_monitor import LoopMonitor
from kiosk.live.transport.timed_body import UnreadBodyMiddleware
from kiosk.live.transport.unauthenticated_connections import UnauthenticatedConnections

# In-flight requests may finish for this long after SIGTERM or SIGINT.
GRACE_SECONDS = 3.0
# Time for the restart notice to reach the screens.
RESTART_NOTICE_SECONDS = 0.2
# Beyond it a request is cut off without a word; below, the application says what is
# wrong. Browsers send no more.
MAX_URL_LENGTH = 64 * 1024
# Files the server needs besides its connections: database, log, documents.
RESERVED_FILES = 256
ACCEPT_RETRY_SECONDS = 0.05
# One of several processes stands back so long for each square root of the connections
# it holds: 3 ms at 100, 12 ms at 1,600. A kernel that wakes all of them would else give
# nearly everybody to the one that happens to be quickest.
ACCEPT_DELAY_SECONDS = 0.0003
# So many connections are accepted before the network is looked at again. It takes some
# 0.1 ms each; their order is known only once their heads have been seen.
MOST_ACCEPTED_AT_ONCE = 32

_OUT_OF_FILES = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}
_CONNECTION_LOST = {errno.ECONNABORTED, errno.ECONNRESET, errno.EPIPE, errno.EPROTO}

# The kernel's own: it looks and does not wait.
_select = eventlet.patcher.original("select").select

log = logging.getLogger(__name__)
# `debug` would answer garbage with a traceback.
_LOGGING: dict[str, Any] = {"log": log, "log_output": False, "debug": False}


@dataclass(frozen=True)
class AcceptOptions:
    """How connections are accepted."""

    # How many connections this process has, if it is one of several.
    connection_count: Callable[[], int] | None = None
    # What counts the connections that have shown no session.
    unauthenticated: UnauthenticatedConnections = field(
        default_factory=UnauthenticatedConnections
    )
    # Whether eventlet's own HTTP server accepts and serves them, without our parts.
    is_stock: bool = False


class ResilientListener:
    """A listening socket whose failed accepts do not end the server.

    eventlet's loop ends at any error of `accept`: too many open files, or a client
    that has left before its turn.
    """

    def __init__(
        self,
        listener: socket.socket,
        loop: LoopMonitor,
        connection_count: Callable[[], int] | None = None,
    ) -> None:
        """Accept from `listener`, giving way to others between two callers.

        `connection_count` returns this process's connections, where other processes
        accept from the same socket: the one with fewest accepts the next.
        """
        self._listener = listener
        self._loop = loop
        self._connection_count = connection_count
        self._round, self._accepted = 0, 0

    def _pause_if_due(self) -> None:
        if self._round != self._loop.rounds:
            self._round, self._accepted = self._loop.rounds, 0
        elif self._accepted >= MOST_ACCEPTED_AT_ONCE:
            self._accepted = 0
            self._loop.note_backlog()
            eventlet.sleep(0)
        self._accepted += 1

    def _wait_before_accept(self, connection_count: Callable[[], int]) -> None:
        """Wait for a caller whom no other process has taken meanwhile."""
        # Who stands there already stands in a queue: there is enough for all processes.
        # Whoever waited on in `accept` would take the next without standing back.
        while not _select([self._listener.fileno()], [], [], 0)[0]:
            eventlet.hubs.trampoline(self._listener, read=True)
            eventlet.sleep(ACCEPT_DELAY_SECONDS * math.sqrt(connection_count()))

    def accept(self) -> tuple[socket.socket, Any]:
        """Return the next connection, however long it takes."""
        while True:
            self._pause_if_due()
            try:
                if self._connection_count is not None:
                    self._wait_before_accept(self._connection_count)
                return self._listener.accept()
            except OSError as error:
                if error.errno in _OUT_OF_FILES:
                    log.warning("no room for another connection: %s", error.strerror)
                elif error.errno not in _CONNECTION_LOST:
                    raise
            eventlet.sleep(ACCEPT_RETRY_SECONDS)

    def __getattr__(self, name: str) -> Any:
        """Leave everything else to the socket itself."""
        return getattr(self._listener, name)


def raise_file_limit(wanted: int) -> int:
    """Raise the limit of open files; return how many connections then fit in."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = wanted + RESERVED_FILES
    if hard != resource.RLIM_INFINITY:
        needed = min(needed, hard)
    if soft != resource.RLIM_INFINITY and soft < needed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (needed, hard))
    room = max(1, needed - RESERVED_FILES)
    if room < wanted:
        log.warning(
            "only %d of KIOSK_MAX_CONNECTIONS=%d fit in this process's limit of open"
            " files; raise it with LimitNOFILE or ulimit -n",
            room,
            wanted,
        )
    return room


def serve(
    listener: socket.socket,
    application: Any,
    *,
    loop: LoopMonitor,
    max_connections: int,
    on_stop: Callable[[], None],
    accepting: AcceptOptions | None = None,
) -> None:
    """Serve until SIGTERM or SIGINT, then stop within GRACE_SECONDS."""
    accepting = accepting or AcceptOptions()
    unauthenticated = accepting.unauthenticated
    # Those that wait are served by no green thread yet, but each is an open file.
    waiting = unauthenticated.max_total = min(MAX_UNAUTHENTICATED, max_connections)
    room = raise_file_limit(max_connections + waiting)
    server = eventlet.getcurrent()

    def leave() -> None:
        try:
            on_stop()
            eventlet.sleep(RESTART_NOTICE_SECONDS)
        finally:
            eventlet.kill(server, SystemExit)
            # Whoever starts next finds the port free, while requests still finish.
            listener.close()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        # A signal finds the process anywhere, even in a thread that swallows
        # SystemExit: so nothing is raised here, and the notice runs separately.
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        # `wsgi.server` waits without limit for requests in flight; this does not.
        eventlet.spawn_after(GRACE_SECONDS, os._exit, 0)
        eventlet.spawn_after(0, leave)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    log.info("process %d accepts connections", os.getpid())
    if accepting.is_stock:
        eventlet.wsgi.server(listener, application, max_size=room, **_LOGGING)
        return
    loop.watch()
    eventlet.wsgi.server(
        HeadListener(
            ResilientListener(listener, loop, accepting.connection_count),
            unauthenticated,
            loop.in_turn,
        ),
        UnreadBodyMiddleware(application),
        protocol=make_protocol(loop, unauthenticated),
        max_size=max(1, room - waiting),
        keepalive=timings.KEEPALIVE,
        url_length_limit=MAX_URL_LENGTH,
        socket_timeout=timings.REQUEST_STALL,
        # Server-sent events do not wait until they fill a buffer of 4 KiB.
        minimum_chunk_size=1,
        **_LOGGING,
    )

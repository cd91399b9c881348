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
from kiosk.live.http_protocol import make_protocol
from kiosk.live.limits import MOST_NEWCOMERS
from kiosk.live.loop import Loop
from kiosk.live.newcomers import Newcomers
from kiosk.live.pending_heads import PendingHeads
from kiosk.live.timed_body import UnreadBodies

# In-flight requests may finish for this long once the server is told to stop.
GRACE_SECONDS = 3.0
# What the farewell needs to reach the screens.
FAREWELL_SECONDS = 0.2
# Beyond it a request is cut off without a word; below, the application says what is
# wrong. Browsers send no more.
LONGEST_ADDRESS = 64 * 1024
# Files the server needs besides its connections: database, log, documents.
SPARE_FILES = 256
ACCEPT_RETRY_SECONDS = 0.05
# One of several processes stands back so long for each square root of the connections
# it holds: 3 ms at 100, 12 ms at 1,600. A kernel that wakes all of them would else give
# nearly everybody to the one that happens to be quickest.
STAND_BACK_SECONDS = 0.0003
# So many connections are accepted before the network is looked at again. It takes some
# 0.1 ms each; their order is known only once their heads have been seen.
MOST_ACCEPTED_AT_ONCE = 32

_OUT_OF_FILES = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}
_CLIENT_LEFT = {errno.ECONNABORTED, errno.ECONNRESET, errno.EPIPE, errno.EPROTO}

# The kernel's own: it looks and does not wait.
_select = eventlet.patcher.original("select").select

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Accepting:
    """How connections are accepted."""

    # How many connections this process has, if it is one of several.
    held: Callable[[], int] | None = None
    # What counts the connections that have shown no session.
    newcomers: Newcomers = field(default_factory=Newcomers)


class PatientListener:
    """A listening socket whose failed accepts do not end the server.

    eventlet's loop ends at any error of `accept`: too many open files, or a client
    that has left before its turn.
    """

    def __init__(
        self,
        listener: socket.socket,
        loop: Loop,
        held: Callable[[], int] | None = None,
    ) -> None:
        """Accept from `listener`, giving way to others between two callers.

        `held` tells how many connections there are already, where other processes
        accept from the same socket: who holds fewer takes the next.
        """
        self._listener = listener
        self._loop = loop
        self._held = held
        self._round, self._accepted = 0, 0

    def _pause_if_due(self) -> None:
        if self._round != self._loop.rounds:
            self._round, self._accepted = self._loop.rounds, 0
        elif self._accepted >= MOST_ACCEPTED_AT_ONCE:
            self._accepted = 0
            self._loop.note_backlog()
            eventlet.sleep(0)
        self._accepted += 1

    def _stand_back(self, held: Callable[[], int]) -> None:
        """Wait for a caller whom no other process has taken meanwhile."""
        # Who stands there already stands in a queue: there is enough for all processes.
        # Whoever waited on in `accept` would take the next without standing back.
        while not _select([self._listener.fileno()], [], [], 0)[0]:
            eventlet.hubs.trampoline(self._listener, read=True)
            eventlet.sleep(STAND_BACK_SECONDS * math.sqrt(held()))

    def accept(self) -> tuple[socket.socket, Any]:
        """Return the next connection, however long it takes."""
        while True:
            self._pause_if_due()
            try:
                if self._held is not None:
                    self._stand_back(self._held)
                return self._listener.accept()
            except OSError as error:
                if error.errno in _OUT_OF_FILES:
                    log.warning("no room for another connection: %s", error.strerror)
                elif error.errno not in _CLIENT_LEFT:
                    raise
            eventlet.sleep(ACCEPT_RETRY_SECONDS)

    def __getattr__(self, name: str) -> Any:
        """Leave everything else to the socket itself."""
        return getattr(self._listener, name)


def make_room(wanted: int) -> int:
    """Raise the limit of open files; return how many connections then fit in."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = wanted + SPARE_FILES
    if hard != resource.RLIM_INFINITY:
        needed = min(needed, hard)
    if soft != resource.RLIM_INFINITY and soft < needed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (needed, hard))
    room = max(1, needed - SPARE_FILES)
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
    loop: Loop,
    max_connections: int,
    on_stop: Callable[[], None],
    accepting: Accepting | None = None,
) -> None:
    """Serve until SIGTERM or SIGINT, then stop within GRACE_SECONDS."""
    accepting = accepting or Accepting()
    newcomers = accepting.newcomers
    # Those that wait are served by no green thread yet, but each is an open file.
    waiting = newcomers.most_in_all = min(MOST_NEWCOMERS, max_connections)
    room = make_room(max_connections + waiting)
    server = eventlet.getcurrent()
    loop.watch()

    def leave() -> None:
        try:
            on_stop()
            eventlet.sleep(FAREWELL_SECONDS)
        finally:
            eventlet.kill(server, SystemExit)
            # Whoever starts next finds the port free, while requests still finish.
            listener.close()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        # A signal finds the process anywhere, even in a thread that swallows
        # SystemExit: so here nothing is raised, and the farewell runs by itself.
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        # `wsgi.server` waits without limit for requests in flight; this does not.
        eventlet.spawn_after(GRACE_SECONDS, os._exit, 0)
        eventlet.spawn_after(0, leave)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    log.info("process %d accepts connections", os.getpid())
    eventlet.wsgi.server(
        PendingHeads(
            PatientListener(listener, loop, accepting.held), newcomers, loop.in_turn
        ),
        UnreadBodies(application),
        protocol=make_protocol(loop, newcomers),
        max_size=max(1, room - waiting),
        keepalive=timings.KEEPALIVE,
        url_length_limit=LONGEST_ADDRESS,
        socket_timeout=timings.REQUEST_STALL,
        debug=False,
        log_output=False,
        log=log,
    )

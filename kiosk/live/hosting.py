"""Listening with eventlet; together with `wsgi.py` the only place that knows it.

`socketio.run` is not used: it allows 1,024 connections, a backlog of 50, shares
its port with any second process, never times an idle socket out, and answers
garbage with a traceback.
"""

import errno
import fcntl
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import IO, Any

import eventlet
import eventlet.wsgi

BACKLOG = 2048
KEEPALIVE_SECONDS = 20
SOCKET_SECONDS = 30
# In-flight requests may finish for this long once the server is told to stop.
GRACE_SECONDS = 3.0

log = logging.getLogger(__name__)


class CannotServe(Exception):  # noqa: N818 read by the keeper of the server
    """The server cannot start; the text says why and what to do."""


def lock_data(folder: Path) -> IO[str]:
    """Claim the data folder for this server; keep the result open.

    :raises CannotServe: another server has it.
    """
    path = folder / "server.lock"
    file = path.open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        owner = file.read().strip() or "?"
        file.close()
        raise CannotServe(
            f"Another Kiosk server (process {owner}) already uses the data folder"
            f" {folder}. Stop it first, or set KIOSK_DATA to another folder."
        ) from None
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file


def listen(host: str, port: int) -> socket.socket:
    """Bind the port for this process alone.

    :raises CannotServe: the port is taken or may not be used.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener: socket.socket = eventlet.listen(
            (host, port), family=family, backlog=BACKLOG, reuse_port=False
        )
    except OSError as error:
        why = (
            "is already in use by another program"
            if error.errno == errno.EADDRINUSE
            else f"cannot be used ({error.strerror})"
        )
        raise CannotServe(
            f"Port {port} on {host} {why}. Set PORT to a free port."
        ) from error
    return listener


def serve(
    listener: socket.socket,
    application: Any,
    *,
    max_connections: int,
    on_stop: Callable[[], None],
) -> None:
    """Serve until SIGTERM or SIGINT, then stop within GRACE_SECONDS."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        # `wsgi.server` waits without limit for requests in flight; this does not.
        eventlet.spawn_after(GRACE_SECONDS, os._exit, 0)
        on_stop()
        sys.exit(0)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    eventlet.wsgi.server(
        listener,
        application,
        max_size=max_connections,
        keepalive=KEEPALIVE_SECONDS,
        socket_timeout=SOCKET_SECONDS,
        debug=False,
        log_output=False,
        log=log,
    )

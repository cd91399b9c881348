"""Lock the data folder and the port, so that no second server shares them.

Independent of eventlet: where several processes serve one address, their parent takes
both once and passes the listening socket on.
"""

import errno
import fcntl
import os
import socket
from pathlib import Path
from typing import IO

LISTEN_BACKLOG = 2048


class StartupError(Exception):
    """The server cannot start; the message says why and what to do."""


def lock_data_folder(path: Path) -> IO[str]:
    """Lock the data folder by its lock file, until the returned file is closed.

    :raises StartupError: another server holds the lock.
    """
    file = path.open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        owner = file.read().strip() or "?"
        file.close()
        raise StartupError(
            f"Another Kiosk server (process {owner}) already uses the data folder"
            f" {path.parent}. Stop it first, or set KIOSK_DATA to another folder."
        ) from None
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file


def listen(host: str, port: int) -> socket.socket:
    """Bind and listen on the port.

    :raises StartupError: the port is in use or not allowed.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(LISTEN_BACKLOG)
    except OSError as error:
        listener.close()
        why = (
            "is already in use by another program"
            if error.errno == errno.EADDRINUSE
            else f"cannot be used ({error.strerror})"
        )
        raise StartupError(
            f"Port {port} on {host} {why}. Set PORT to a free port."
        ) from error
    return listener


def inherit_listener(handle: int) -> socket.socket:
    """Return the listening socket inherited from the parent as a file descriptor."""
    return socket.socket(fileno=handle)

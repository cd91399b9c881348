"""Claiming the data folder and the port, so that no second server shares them.

It needs no eventlet: where several processes serve one address, their parent
claims both once and hands the listening socket on.
"""

import errno
import fcntl
import os
import socket
from pathlib import Path
from typing import IO

LISTEN_BACKLOG = 2048


class StartupError(Exception):
    """The server cannot start; the text says why and what to do."""


def lock_data_folder(path: Path) -> IO[str]:
    """Claim the data folder by its lock file; keep the result open.

    :raises StartupError: another server has it.
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
    """Bind the port for this server alone.

    :raises StartupError: the port is taken or may not be used.
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
    """Take over the listening socket that the parent has bound and left open."""
    return socket.socket(fileno=handle)

"""Non-blocking sockets."""

import contextlib
import socket

from kiosk.load_test.event_loop import EpollLoop, SocketHandler

Address = tuple[str, int]


def open_socket(address: Address, source: str = "") -> socket.socket:
    """Start connecting; the loop reports completion.

    :raises OSError: there is no route, or no port is left.
    """
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    sock.setblocking(False)  # noqa: FBT003 the library's own form
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        if source:
            sock.bind((source, 0))
        with contextlib.suppress(BlockingIOError):
            sock.connect(address)
    except OSError:
        sock.close()
        raise
    return sock


class SocketWriter:
    """Write buffer of one socket."""

    def __init__(self, loop: EpollLoop, handler: SocketHandler) -> None:
        """Write for `handler`."""
        self._loop, self._handler = loop, handler
        self._rest = b""
        self._is_open = self._is_full = False

    def write(self, data: bytes) -> None:
        """Write as much as possible and buffer the rest."""
        self._rest += data
        if self._is_open:
            self._write()

    def flush(self) -> None:
        """Continue writing: the socket is connected, or has room again."""
        if not self._is_open:
            self._is_open = self._is_full = True
        self._write()

    def _write(self) -> None:
        # Errors of the socket are handled on reading.
        with contextlib.suppress(OSError):
            if self._rest:
                self._rest = self._rest[self._handler.sock.send(self._rest) :]
        if self._is_full != bool(self._rest):
            self._is_full = bool(self._rest)
            self._loop.expect_writing(self._handler, wanted=self._is_full)

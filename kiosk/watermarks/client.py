"""The server's side: asks the worker for a drawn page, and waits without stopping."""

import contextlib
import os
import socket
from pathlib import Path
from typing import ClassVar

import msgspec

from kiosk.errors import N_, KioskError
from kiosk.watermarks.rules import WatermarkRequest

# Beside the sockets of the server processes' hints, in a folder that is ours alone.
FOLDER, NAME = "marks", "worker"
# A tablet that has waited so long asks again, and lets its other requests pass.
WAIT_SECONDS = 4.0
# So many wait in one server process; who comes then asks again a moment later.
MAX_WAITING = 400
DRAWN, UNAVAILABLE = b"drawn\n", b"not now\n"


class WatermarkPending(KioskError):  # noqa: N818 read by the delegate who waits
    """The page is not drawn yet: ask again in a moment."""

    status: ClassVar[int] = 503
    code: ClassVar[str] = "being_drawn"


def being_drawn() -> WatermarkPending:
    """Return the calm word for a page that is not there yet."""
    return WatermarkPending(N_("Đang chuẩn bị trang có dấu tên. Xin chờ giây lát."))


class WatermarkClient:
    """Where a server process asks for drawn pages."""

    def __init__(self, data: Path, seconds: float = WAIT_SECONDS) -> None:
        """Ask the worker of the data folder; wait for `seconds` at most."""
        self._folder, self._seconds = data / FOLDER, seconds
        self._waiting = 0

    def ask(self, request: WatermarkRequest) -> None:
        """Return when the page is drawn.

        :raises WatermarkPending: it takes longer, or no worker is there.
        """
        if self._waiting >= MAX_WAITING:
            raise being_drawn()
        self._waiting += 1
        try:
            answer = self._answer(msgspec.json.encode(request) + b"\n")
        except OSError:
            raise being_drawn() from None
        finally:
            self._waiting -= 1
        if answer != DRAWN:
            raise being_drawn()

    def _answer(self, line: bytes) -> bytes:
        # A socket's path may have 108 bytes at most, a data folder's any number.
        folder = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY)
        with contextlib.closing(socket.socket(socket.AF_UNIX)) as connection:
            try:
                connection.settimeout(self._seconds)
                connection.connect(f"/proc/self/fd/{folder}/{NAME}")
            finally:
                os.close(folder)
            connection.sendall(line)
            answer = b""
            while not answer.endswith(b"\n") and (piece := connection.recv(64)):
                answer += piece
            return answer

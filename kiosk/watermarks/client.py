"""Client of the watermark worker, used by the server processes."""

import contextlib
import os
import socket
from pathlib import Path
from typing import ClassVar

import msgspec

from kiosk.errors import N_, KioskError
from kiosk.watermarks.rules import WatermarkRequest

# Folder and name of the worker's socket below the data folder.
FOLDER, NAME = "marks", "worker"
# Timeout of one request; the tablet then asks again.
WAIT_SECONDS = 4.0
# Limit of concurrent waits per server process; further requests are refused.
MAX_WAITING = 400
DRAWN, UNAVAILABLE = b"drawn\n", b"not now\n"


class WatermarkPending(KioskError):  # noqa: N818 read by the delegate who waits
    """The page is not drawn yet; the client should retry shortly."""

    status: ClassVar[int] = 503
    code: ClassVar[str] = "being_drawn"


def being_drawn() -> WatermarkPending:
    """Return the error for a page that is not drawn yet."""
    return WatermarkPending(N_("Đang chuẩn bị trang có dấu tên. Xin chờ giây lát."))


class WatermarkClient:
    """Requests drawn pages from the worker."""

    def __init__(self, data: Path, seconds: float = WAIT_SECONDS) -> None:
        """Connect to the worker of a data folder; wait at most `seconds`."""
        self._folder, self._seconds = data / FOLDER, seconds
        self._waiting = 0

    def ask(self, request: WatermarkRequest) -> None:
        """Return when the page is drawn.

        :raises WatermarkPending: it takes longer, or no worker is running.
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
        # A socket path has at most 108 bytes: bind below /proc/self/fd.
        folder = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY)
        with contextlib.closing(socket.socket(socket.AF_UNIX)) as connection:
            try:
                connection.settimeout(self._seconds)
                connection.connect(f"/proc/self/fd/{folder}/{NAME}")
            finally:
                os.close(folder)
            connection.sendall(line)
            answer = b""
            while not answer.endswith(b"\n") and (chunk := connection.recv(64)):
                answer += chunk
            return answer

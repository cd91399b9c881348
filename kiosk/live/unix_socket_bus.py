"""MessageBus between the processes of one machine, without any other program.

Each process binds a datagram socket in a folder that only the server's user may
open. Whoever speaks sends to every other socket that lies there. A socket
nobody listens on any more is removed by the first who notices.
"""

import contextlib
import logging
import os
import socket
import time
from pathlib import Path

import msgspec

from kiosk.live.queued_bus import QueuedBus

log = logging.getLogger(__name__)

# A message larger than this travels in parts; the kernel takes some 200 kB at once.
PART_BYTES = 32 * 1024
# A process that reads nothing is waited for so often, and so long each time (s).
TRIES, TRY_SECONDS = 20, 0.002
_ENDING = ".sock"


class BusDatagram(msgspec.Struct, frozen=True, array_like=True):
    """One datagram: whose, of which message of theirs, and which part of it."""

    sender: str
    topic: str
    serial: int
    index: int
    count: int
    body: bytes


class Reassembler:
    """Puts parts together again; a message with a part missing is forgotten."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._begun: dict[str, list[BusDatagram]] = {}

    def add(self, part: BusDatagram) -> bytes | None:
        """Return the whole message if `part` was its last one."""
        before = self._begun.pop(part.sender, [])
        if before and before[0].serial != part.serial:
            before = []
        if part.index != len(before):
            return None
        if part.index + 1 == part.count:
            return b"".join(each.body for each in [*before, part])
        self._begun[part.sender] = [*before, part]
        return None


class UnixSocketBus(QueuedBus):
    """The bus of several server processes over one data folder."""

    # Other machines may share the database, and the worker process says nothing.
    receives_all = False

    def __init__(self, folder: Path) -> None:
        """Meet the others in `folder`, which is made when needed."""
        super().__init__()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # A socket's path may have 108 bytes at most, a data folder's any number.
        self._folder = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        self._ear = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._ear.bind(self._path(self.name + _ENDING))
        (folder / (self.name + _ENDING)).chmod(0o600)
        self._mouth = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._mouth.setblocking(False)  # noqa: FBT003 as the library has it
        self._serial = 0
        # Those who did not read the last time are not waited for the next time.
        self._slow: set[str] = set()
        self._is_closed = False

    def close(self) -> None:
        """Leave the others; the listener ends too."""
        self._is_closed = True
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self.name + _ENDING, dir_fd=self._folder)
        self._ear.shutdown(socket.SHUT_RDWR)  # wakes whoever listens
        self._ear.close()
        self._mouth.close()
        os.close(self._folder)

    def _path(self, name: str) -> str:
        return f"/proc/self/fd/{self._folder}/{name}"

    def _send(self, topic: str, message: bytes) -> None:
        if self._is_closed:
            return
        self._serial += 1
        starts = range(0, len(message) or 1, PART_BYTES)
        parts = [
            msgspec.msgpack.encode(
                BusDatagram(
                    sender=self.name,
                    topic=topic,
                    serial=self._serial,
                    index=index,
                    count=len(starts),
                    body=message[start : start + PART_BYTES],
                )
            )
            for index, start in enumerate(starts)
        ]
        others = [
            name
            for name in os.listdir(self._folder)  # noqa: PTH208 open already
            if name.endswith(_ENDING) and name != self.name + _ENDING
        ]
        for other in others:
            self._send_to(other, parts)

    def _send_to(self, other: str, parts: list[bytes]) -> None:
        try:
            for part in parts:
                self._send_part(other, part)
        except (ConnectionRefusedError, FileNotFoundError):
            self._slow.discard(other)
            with contextlib.suppress(FileNotFoundError):
                os.unlink(other, dir_fd=self._folder)
        except BlockingIOError:
            self._slow.add(other)
        else:
            self._slow.discard(other)

    def _send_part(self, other: str, part: bytes) -> None:
        for _ in range(1 if other in self._slow else TRIES):
            try:
                self._mouth.sendto(part, self._path(other))
            except BlockingIOError:
                time.sleep(TRY_SECONDS)
            else:
                return
        raise BlockingIOError

    def _listen(self) -> None:
        puzzle = Reassembler()
        while True:
            try:
                datagram = self._ear.recv(2 * PART_BYTES)
            except OSError:
                if self._is_closed:
                    return
                raise
            if self._is_closed:
                return
            try:
                part = msgspec.msgpack.decode(datagram, type=BusDatagram)
            except msgspec.DecodeError:
                log.warning("a hint that is none of ours was dropped")
                continue
            message = puzzle.add(part)
            if message is not None:
                self._hand_over(part.topic, part.sender, message)

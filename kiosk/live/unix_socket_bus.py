"""Message bus between the processes of one machine, without a broker.

Each process binds a datagram socket in a folder that only the server's user may open,
and sends to every other socket in it. A socket without a receiver is removed by the
first sender that notices.
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

# Larger messages are split; the kernel accepts some 200 kB at once.
PART_BYTES = 32 * 1024
# Retries for a receiver with a full buffer, and the pause between them in seconds.
SEND_TRIES, TRY_SECONDS = 20, 0.002
_SUFFIX = ".sock"


class BusDatagram(msgspec.Struct, frozen=True, array_like=True):
    """A part of a message, with its sender and position."""

    sender: str
    topic: str
    serial: int
    index: int
    count: int
    body: bytes


class Reassembler:
    """Joins the parts of messages; a message with a missing part is dropped."""

    def __init__(self) -> None:
        self._incomplete: dict[str, list[BusDatagram]] = {}

    def add(self, part: BusDatagram) -> bytes | None:
        """Return the complete message if `part` was its last one."""
        before = self._incomplete.pop(part.sender, [])
        if before and before[0].serial != part.serial:
            before = []
        if part.index != len(before):
            return None
        if part.index + 1 == part.count:
            return b"".join(each.body for each in [*before, part])
        self._incomplete[part.sender] = [*before, part]
        return None


class UnixSocketBus(QueuedBus):
    """The bus of server processes that share a data folder."""

    # Other machines may share the database, and the worker process does not publish.
    receives_all = False

    def __init__(self, folder: Path) -> None:
        """Bind a socket in `folder`, which is created if needed."""
        super().__init__()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # A socket's path has 108 bytes at most, a data folder's path may be longer.
        self._folder = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        self._receiver = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._receiver.bind(self._path(self.name + _SUFFIX))
        (folder / (self.name + _SUFFIX)).chmod(0o600)
        self._sender = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._sender.setblocking(False)  # noqa: FBT003 as the library has it
        self._serial = 0
        # Receivers whose buffer was full the last time get no retries the next time.
        self._full_receivers: set[str] = set()
        self._is_closed = False

    def close(self) -> None:
        """Remove the socket; the receiver returns."""
        self._is_closed = True
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self.name + _SUFFIX, dir_fd=self._folder)
        self._receiver.shutdown(socket.SHUT_RDWR)  # wakes the receiver
        self._receiver.close()
        self._sender.close()
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
            if name.endswith(_SUFFIX) and name != self.name + _SUFFIX
        ]
        for other in others:
            self._send_to(other, parts)

    def _send_to(self, other: str, parts: list[bytes]) -> None:
        try:
            for part in parts:
                self._send_part(other, part)
        except (ConnectionRefusedError, FileNotFoundError):
            self._full_receivers.discard(other)
            with contextlib.suppress(FileNotFoundError):
                os.unlink(other, dir_fd=self._folder)
        except BlockingIOError:
            self._full_receivers.add(other)
        else:
            self._full_receivers.discard(other)

    def _send_part(self, other: str, part: bytes) -> None:
        for _ in range(1 if other in self._full_receivers else SEND_TRIES):
            try:
                self._sender.sendto(part, self._path(other))
            except BlockingIOError:
                time.sleep(TRY_SECONDS)
            else:
                return
        raise BlockingIOError

    def _listen(self) -> None:
        reassembler = Reassembler()
        while True:
            try:
                datagram = self._receiver.recv(2 * PART_BYTES)
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
            message = reassembler.add(part)
            if message is not None:
                self._dispatch(part.topic, part.sender, message)

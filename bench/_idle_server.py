"""A server that does nothing with what it is sent: `python -m bench._idle_server`.

It prints its port and runs until standard input is closed. `bench abuse` lets the same
abuser attack it for a control figure: what the abuser costs the honest tablets by
sharing the machine with them and with Kiosk, without Kiosk having any work of it. It
refuses as Kiosk does, so that the abuser does about the same work: upgrades with 101 or
429, a connection after as many bytes, other whole heads with 429, and it closes the
oldest of too many.
"""

import contextlib
import select
import socket
import sys
import time

from kiosk.live.limits import LIVE_LIMITS, MAX_UNAUTHENTICATED_PER_ADDRESS

MOST_OPEN = MAX_UNAUTHENTICATED_PER_ADDRESS
READ_BYTES = 64 * 1024
MOST_KEPT = 64 * 1024
MOST_TAKEN = 2 * LIVE_LIMITS.device_bytes.burst
UPGRADED = b"HTTP/1.1 101 Switching Protocols\r\n\r\n"
REFUSED = b"HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n"


class IdleServer:
    """Its connections, the oldest first, each with the head it has sent so far."""

    def __init__(self) -> None:
        """Listen on a free port."""
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=4096)
        self.listener.settimeout(0)
        self._poll = select.epoll()
        self._poll.register(self.listener, select.EPOLLIN)
        self._poll.register(sys.stdin, select.EPOLLIN)
        self._open: dict[int, socket.socket] = {}
        # An empty head is one that has been answered.
        self._heads: dict[int, bytes] = {}
        self._taken: dict[int, int] = {}
        self._due = 0.0

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.listener.getsockname()[1])

    def run(self) -> None:
        """Serve until standard input is closed."""
        while True:
            for file, _events in self._poll.poll():
                if file == sys.stdin.fileno():
                    return
                if file == self.listener.fileno():
                    self._accept()
                elif file in self._open:
                    self._hear(file)

    def _accept(self) -> None:
        with contextlib.suppress(BlockingIOError):
            while True:
                wire, _address = self.listener.accept()
                while len(self._open) >= MOST_OPEN:
                    self._close(next(iter(self._open)))
                wire.settimeout(0)
                self._open[wire.fileno()] = wire
                self._heads[wire.fileno()], self._taken[wire.fileno()] = b" ", 0
                self._poll.register(wire, select.EPOLLIN)

    def _hear(self, file: int) -> None:
        wire = self._open[file]
        try:
            data = wire.recv(READ_BYTES)
            self._taken[file] += len(data)
            if not data or self._taken[file] > MOST_TAKEN:
                self._close(file)
            elif head := self._heads[file]:
                self._answer(file, wire, head + data)
        except OSError:
            self._close(file)

    def _answer(self, file: int, wire: socket.socket, head: bytes) -> None:
        if b"\r\n\r\n" not in head:
            self._heads[file] = head[:MOST_KEPT]
        elif b"Upgrade: websocket" in head and self._may_upgrade():
            self._heads[file] = b""
            wire.send(UPGRADED)
        else:
            wire.send(REFUSED)
            self._close(file)

    def _may_upgrade(self) -> bool:
        due = LIVE_LIMITS.device_handshakes.spend(self._due, 1, time.monotonic())
        self._due = due or self._due
        return due is not None

    def _close(self, file: int) -> None:
        self._open.pop(file).close()
        del self._heads[file], self._taken[file]


def main() -> None:
    """Say the port and serve."""
    server = IdleServer()
    print(server.port, flush=True)
    server.run()


if __name__ == "__main__":
    main()

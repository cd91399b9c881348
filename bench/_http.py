"""A cheap HTTP client: raw requests on kept connections, one epoll loop."""

import select
import socket
import time
from dataclasses import dataclass, field

from kiosk.client.messages import HEAD_END, read_head

_READ_BYTES = 1 << 18
OK = 200


class BadAnswer(Exception):  # noqa: N818 the measurement ends with it
    """A wrong answer, which makes the figures invalid."""


@dataclass
class Tally:
    """What was received within the time."""

    answers: int = 0
    body_bytes: int = 0
    seconds: float = 0.0

    @property
    def answers_per_second(self) -> float:
        """Return the rate of whole answers."""
        return self.answers / self.seconds

    @property
    def megabytes_per_second(self) -> float:
        """Return the rate of body bytes, in 10**6 bytes."""
        return self.body_bytes / self.seconds / 1e6


@dataclass
class _Line:
    """A kept connection that sends its requests in rotation."""

    wire: socket.socket
    requests: list[bytes]
    turn: int = 0
    # Missing bytes of this answer's body; None while its head is read.
    left: int | None = None
    head: bytes = b""
    size: int = field(default=0)

    def ask(self) -> None:
        self.turn = (self.turn + 1) % len(self.requests)
        self.left, self.head = None, b""
        self.wire.sendall(self.requests[self.turn])

    def take(self, data: memoryview) -> bool:
        """Read; tell whether the answer is complete."""
        if self.left is None:
            self.head += bytes(data)
            head, found, body = self.head.partition(HEAD_END)
            if not found:
                return False
            self.size = _body_size(head)
            self.left = self.size - len(body)
        else:
            self.left -= len(data)
        return self.left <= 0


def _body_size(head: bytes) -> int:
    response = read_head(head)
    length = response.header("content-length")
    if response.status != OK or not length:
        raise BadAnswer(head.decode("latin-1"))
    return int(length)


def hammer(port: int, requests: list[list[bytes]], seconds: float) -> Tally:
    """Send requests on one connection per list in `requests`, for `seconds`.

    :raises BadAnswer: some answer was not 200.
    """
    poll, lines, tally = select.epoll(), {}, Tally()
    buffer = memoryview(bytearray(_READ_BYTES))
    for number, mine in enumerate(requests):
        wire = socket.create_connection(("127.0.0.1", port))
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        poll.register(wire, select.EPOLLIN)
        lines[wire.fileno()] = line = _Line(wire, mine, turn=number)
        line.turn %= len(mine)
        line.ask()
    began = time.monotonic()
    try:
        while tally.seconds < seconds:
            for handle, _ in poll.poll(1):
                line = lines[handle]
                count = line.wire.recv_into(buffer)
                if not count:
                    raise BadAnswer("the server closed a connection")
                if line.take(buffer[:count]):
                    tally.answers += 1
                    tally.body_bytes += line.size
                    line.ask()
            tally.seconds = time.monotonic() - began
    finally:
        poll.close()
        for line in lines.values():
            line.wire.close()
    return tally

"""Visitors of `bench arrival`: each sends all requests of a first visit."""

import json
import select
import socket
import sys
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from kiosk.client.messages import HEAD_END, raw_request, read_head

# As browsers do, to one server.
CONNECTIONS = 6
READ_BYTES = 1 << 18
MOST_SECONDS = 170.0
FIRST_ERROR = 400


@dataclass
class Visitor:
    """One tablet; `asked` are its requests, in waves."""

    waves: deque[list[bytes]]
    waiting: deque[bytes] = field(default_factory=deque)
    under_way: int = 0
    free: list["VisitorConnection"] = field(default_factory=list)
    opened: int = 0
    began: float = 0.0


class VisitorConnection:
    """A kept connection of a visitor."""

    def __init__(self, visitor: Visitor, address: tuple[str, int]) -> None:
        """Connect."""
        self.visitor = visitor
        self.socket = socket.create_connection(address)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._head, self._left = b"", -1

    def ask(self, request: bytes) -> None:
        """Send a request."""
        self._head, self._left = b"", -1
        self.socket.sendall(request)

    def take(self) -> bool:
        """Read; tell whether the answer is complete.

        :raises RuntimeError: it is an error, or the connection has ended.
        """
        data = self.socket.recv(READ_BYTES)
        if not data and self in self.visitor.free:
            # As browsers see it: an unused connection is closed after a while.
            self.visitor.free.remove(self)
            self.visitor.opened -= 1
            self.socket.close()
            return False
        if not data:
            raise RuntimeError("the server has closed a connection")
        if self._left >= 0:
            self._left -= len(data)
            return self._left <= 0
        self._head += data
        head, found, body = self._head.partition(HEAD_END)
        if not found:
            return False
        answer = read_head(head)
        if answer.status >= FIRST_ERROR:
            raise RuntimeError(head.decode("latin-1"))
        self._left = int(answer.header("content-length", "0")) - len(body)
        return self._left <= 0


class Arrival:
    """All visitors, and when each could read."""

    def __init__(self, port: int, cookies: list[str], waves: list[list[str]]) -> None:
        """Prepare all visitors."""
        self.address = ("127.0.0.1", port)
        self.poll = select.epoll()
        self.connections: dict[int, VisitorConnection] = {}
        self.seconds: list[float] = []
        host = f"127.0.0.1:{port}"
        self.visitors = [
            Visitor(
                deque(
                    [raw_request("GET", host, path, _headers(cookie)) for path in wave]
                    for wave in waves
                )
            )
            for cookie in cookies
        ]

    def run(self) -> list[float]:
        """Run all visits; return after how many seconds each could read."""
        for visitor in self.visitors:
            visitor.began = time.monotonic()
            self._go_on(visitor)
        ends = time.monotonic() + MOST_SECONDS
        while len(self.seconds) < len(self.visitors) and time.monotonic() < ends:
            for handle, _ in self.poll.poll(1):
                connection = self.connections[handle]
                if connection.take():
                    connection.visitor.under_way -= 1
                    connection.visitor.free.append(connection)
                    self._go_on(connection.visitor)
        return self.seconds

    def _go_on(self, visitor: Visitor) -> None:
        if not visitor.waiting and not visitor.under_way:
            if not visitor.waves:
                self.seconds.append(time.monotonic() - visitor.began)
                return
            visitor.waiting.extend(visitor.waves.popleft())
        while visitor.waiting and (connection := self._connection(visitor)):
            connection.ask(visitor.waiting.popleft())
            visitor.under_way += 1

    def _connection(self, visitor: Visitor) -> VisitorConnection | None:
        if visitor.free:
            return visitor.free.pop()
        if visitor.opened == CONNECTIONS:
            return None
        visitor.opened += 1
        connection = VisitorConnection(visitor, self.address)
        self.connections[connection.socket.fileno()] = connection
        self.poll.register(connection.socket, select.EPOLLIN)
        return connection


def _headers(cookie: str) -> dict[str, str]:
    return {
        "Accept": "*/*",
        "Accept-Encoding": "gzip, deflate, br",
        "Accept-Language": "vi-VN",
        "Cookie": cookie,
    }


def main() -> None:
    """Read what to visit from standard input; write the seconds to standard output."""
    task: dict[str, Any] = json.load(sys.stdin)
    arrival = Arrival(task["port"], task["cookies"], task["waves"])
    json.dump(arrival.run(), sys.stdout)


if __name__ == "__main__":
    main()

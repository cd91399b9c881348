"""One HTTP request and its response, in the event loop."""

import json
import time
from collections.abc import Callable
from typing import Any

from kiosk.client.messages import HEAD_END, ResponseHead, read_head
from kiosk.load_test.event_loop import EpollLoop
from kiosk.load_test.sockets import Address, SocketWriter, open_socket


class HttpExchange:
    """A request; `done` once it is answered or the connection is lost."""

    def __init__(
        self,
        loop: EpollLoop,
        address: Address,
        request: bytes,
        then: Callable[["HttpExchange"], None] | None = None,
        source: str = "",
    ) -> None:
        """Send `request`, from the address `source`; `then` is called at the end.

        :raises OSError: no connection can even be begun.
        """
        self.head = ResponseHead(0, [])
        self.body = b""
        self.done = False
        self.began = time.monotonic()
        self.ended = 0.0
        self._data = b""
        self._then = then
        self._loop = loop
        self.sock = open_socket(address, source)
        loop.add(self)
        self._writer = SocketWriter(loop, self)
        self._writer.write(request)

    @property
    def status(self) -> int:
        """Return the status of the response; 0: none."""
        return self.head.status

    def on_writable(self) -> None:
        """Send buffered data."""
        self._writer.flush()

    def on_data(self, data: bytes) -> None:
        """Append response data."""
        self._data += data
        head, end, body = self._data.partition(HEAD_END)
        if end and not self.head.headers:
            self.head = read_head(head)
        if not data or (end and len(body) >= self._length()):
            self.body = body
            self._end()

    def json(self) -> Any:
        """Return the decoded body."""
        return json.loads(self.body)

    def cookies(self) -> str:
        """Return the cookies set by the response, as a Cookie header."""
        return "; ".join(
            value.partition(";")[0]
            for name, value in self.head.headers
            if name == "set-cookie"
        )

    def _length(self) -> int:
        # Without a length the body ends with the connection.
        return int(self.head.header("content-length") or 1 << 62)

    def _end(self) -> None:
        self.ended = time.monotonic()
        self.done = True
        self._loop.remove(self)
        if self._then:
            self._then(self)

"""One HTTP request and its answer, in the loop."""

import json
import time
from collections.abc import Callable
from typing import Any

from kiosk.rehearsal.loop import Loop
from kiosk.rehearsal.wires import Address, Mouth, open_wire

_HEAD_END = b"\r\n\r\n"


def http_request(
    method: str, host: str, path: str, body: Any = None, cookie: str = ""
) -> bytes:
    """Return a request with `body` as JSON, on a connection for itself."""
    said = b"" if body is None else json.dumps(body).encode()
    lines = [
        f"{method} {path} HTTP/1.1",
        f"Host: {host}",
        "Connection: close",
        "Accept: application/json",
        "Content-Type: application/json",
        f"Content-Length: {len(said)}",
    ]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    return "\r\n".join([*lines, "", ""]).encode() + said


class Exchange:
    """A request under way; `done` once it is answered or broken off."""

    def __init__(
        self,
        loop: Loop,
        address: Address,
        request: bytes,
        then: Callable[["Exchange"], None] | None = None,
    ) -> None:
        """Send `request`; `then` is told when it is over.

        :raises OSError: no connection can even be begun.
        """
        self.status = 0
        self.headers: list[tuple[str, str]] = []
        self.body = b""
        self.done = False
        self.began = time.monotonic()
        self.ended = 0.0
        self._data = b""
        self._then = then
        self._loop = loop
        self.wire = open_wire(address)
        loop.add(self)
        self._mouth = Mouth(loop, self)
        self._mouth.say(request)

    def writable(self) -> None:
        """Write on."""
        self._mouth.go_on()

    def heard(self, data: bytes) -> None:
        """Gather the answer."""
        self._data += data
        head, end, body = self._data.partition(_HEAD_END)
        if end and not self.headers:
            self._read_head(head.decode("latin-1"))
        if not data or (end and len(body) >= self._length()):
            self.body = body
            self._end()

    def json(self) -> Any:
        """Return what the answer's body says."""
        return json.loads(self.body)

    def cookies(self) -> str:
        """Return the cookies that the answer sets, as a request names them."""
        return "; ".join(
            value.partition(";")[0]
            for name, value in self.headers
            if name == "set-cookie"
        )

    def _read_head(self, head: str) -> None:
        status, *lines = head.split("\r\n")
        self.status = int(status.split(" ", 2)[1])
        for line in lines:
            name, _, value = line.partition(":")
            self.headers.append((name.strip().lower(), value.strip()))

    def _length(self) -> int:
        named = dict(self.headers)
        # Without a length the body ends with the connection.
        return int(named.get("content-length", 1 << 62))

    def _end(self) -> None:
        self.ended = time.monotonic()
        self.done = True
        self._loop.remove(self)
        if self._then:
            self._then(self)

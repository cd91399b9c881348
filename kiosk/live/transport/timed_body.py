"""Read request bodies with a deadline, and end connections with unread ones."""

import time
from collections.abc import Callable, Iterable
from typing import Any

import eventlet
import eventlet.wsgi
from werkzeug.exceptions import RequestTimeout

from kiosk import timings
from kiosk.live.limits import BODY_BYTES_PER_SECOND, MAX_UNREAD_BYTES
from kiosk.wsgi_types import Application, Environ, StartResponse


class _BodyTimeout(Exception):  # noqa: N818 never leaves this module
    """A body has not arrived in time."""


def allowed_seconds(received: int) -> float:
    """Return the maximum waiting time for `received` bytes, in seconds."""
    return timings.REQUEST_BODY * (1 + received / (30 * BODY_BYTES_PER_SECOND))


class TimedBody(eventlet.wsgi.Input):  # type: ignore[misc]
    """A WSGI input with a deadline; only time spent waiting for the client counts."""

    def __init__(
        self,
        plain: Any,
        close: Callable[[], None],
        enter: Callable[[], Callable[[], None]],
        *,
        is_known: Callable[[], bool],
    ) -> None:
        """Wrap `plain`, eventlet's own input.

        `close` lets the connection end with the response. While the body is waited for
        the connection is counted by `enter`, which returns how to end that. `is_known`
        says whether a signed-in device sent this very request: of it the rest is read,
        so that its browser shows why a large upload was refused, and not that the
        connection broke.
        """
        self.__dict__.update(plain.__dict__)
        self._close, self._enter, self._is_known = close, enter, is_known
        self._received, self._waited = 0, 0.0

    def read(self, length: int | None = None) -> bytes:
        """Return the next bytes.

        :raises RequestTimeout: they arrive too slowly; the connection is closed.
        """
        return self._in_time(super().read, length)

    def readline(self, size: int | None = None) -> bytes:
        """Return the next line, like `read`."""
        return self._in_time(super().readline, size)

    def _in_time(self, read: Callable[..., bytes], length: int | None) -> bytes:
        wanted = self.left if length is None else min(length, self.left)
        allowed = allowed_seconds(self._received + wanted) - self._waited
        began = time.monotonic()
        leave = self._enter()
        try:
            with eventlet.Timeout(max(0.0, allowed), _BodyTimeout):
                data = read(length)
        except (_BodyTimeout, TimeoutError) as error:
            self._close()
            raise RequestTimeout from error
        finally:
            leave()
            self._waited += time.monotonic() - began
        self._received += len(data)
        return data

    @property
    def left(self) -> int:
        """Return the unread bytes of the body according to its announced length."""
        if self.chunked_input:
            return MAX_UNREAD_BYTES
        return max(0, int(self.content_length or 0) - int(self.position))

    def is_worth_reading(self) -> bool:
        """Tell whether the rest is to be read so that the connection can go on."""
        is_short = not self.chunked_input and self.left <= MAX_UNREAD_BYTES
        return is_short or self._is_known()

    def end_connection(self) -> None:
        """Close the connection after the response."""
        self._close()

    def discard(self, buffer_size: int = MAX_UNREAD_BYTES) -> None:
        """Read and discard the rest, so that the next request can be read."""
        try:
            super().discard(buffer_size)
        except RequestTimeout:
            return


class UnreadBodyMiddleware:
    """WSGI middleware that closes connections whose body was not read.

    Responses with `Connection: close` close their connection, too: eventlet would keep
    it and read the rejected body.
    """

    def __init__(self, application: Application) -> None:
        self._application = application

    def __call__(
        self, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer the request, or pass it on."""
        body: TimedBody = environ["eventlet.input"]

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            is_last = any(
                name.lower() == "connection" and value.lower() == "close"
                for name, value in headers
            )
            if is_last or not body.is_worth_reading():
                body.end_connection()
                # eventlet adds this header itself.
                headers = [one for one in headers if one[0].lower() != "connection"]
            return start_response(status, headers, *more)

        return self._application(environ, start)

"""A small blocking HTTP client with one connection per request."""

import http.client
import json
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Self

SECONDS = 10.0
_OK, _FIRST_ERROR = 200, 400


class ResponseError(Exception):
    """The server has answered with an error status."""


@dataclass(frozen=True)
class Response:
    """A complete response; `seconds` from the request to its last byte."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes
    seconds: float

    def json(self) -> Any:
        """Return the decoded JSON body.

        :raises ValueError: it is not JSON.
        """
        return json.loads(self.body)

    def checked(self) -> Self:
        """Return the response itself.

        :raises ResponseError: its status is an error.
        """
        if self.status >= _FIRST_ERROR:
            raise ResponseError(f"{self.status}: {self.body[:200]!r}")
        return self


class HttpClient:
    """Requests to one server, with the cookie of one sign-in."""

    def __init__(
        self,
        port: int,
        token: str = "",
        *,
        host: str = "127.0.0.1",
        cookie: str = "kiosk",
        trust: ssl.SSLContext | None = None,
        source: str = "",
    ) -> None:
        """Use TLS if `trust` is given; connect from the address `source`."""
        self.port, self.token = port, token
        self._host, self._cookie = host, cookie
        self._trust, self._source = trust, source

    def request(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        headers: Mapping[str, str] | None = None,
        timeout: float = SECONDS,
    ) -> Response:
        """Send a request; a body of bytes is sent unchanged, others as JSON.

        :raises OSError: no HTTP response within `timeout` seconds.
        """
        began = time.monotonic()
        connection = self._connect(timeout)
        data = body if body is None or isinstance(body, bytes) else json.dumps(body)
        try:
            all_headers = {**self._headers(body), **(headers or {})}
            connection.request(method, path, data, all_headers)
            reply = connection.getresponse()
            content = reply.read()
            seconds = time.monotonic() - began
            return Response(reply.status, reply.headers, content, seconds)
        except http.client.HTTPException as error:
            raise ConnectionError(repr(error)) from error
        finally:
            connection.close()

    def get(self, path: str, **options: Any) -> Response:
        """Send a GET request; options and errors are those of `request`."""
        return self.request("GET", path, **options)

    def post(self, path: str, body: Any = None, **options: Any) -> Response:
        """Send a POST request; options and errors are those of `request`."""
        return self.request("POST", path, body, **options)

    def is_healthy(self, timeout: float = SECONDS) -> bool:
        """Tell whether the server answers on /healthz within `timeout` seconds."""
        try:
            return self.get("/healthz", timeout=timeout).status == _OK
        except OSError:
            return False

    def _connect(self, timeout: float) -> http.client.HTTPConnection:
        source = (self._source, 0) if self._source else None
        connect = partial(http.client.HTTPSConnection, context=self._trust)
        kind = connect if self._trust else http.client.HTTPConnection
        return kind(self._host, self.port, timeout=timeout, source_address=source)

    def _headers(self, body: Any) -> dict[str, str]:
        headers = {"Accept": "application/json"}
        if self.token:
            headers["Cookie"] = f"{self._cookie}={self.token}"
        if body is not None:
            kind = "octet-stream" if isinstance(body, bytes) else "json"
            headers["Content-Type"] = f"application/{kind}"
        return headers

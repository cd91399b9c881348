"""Fetch JSON from the configured provider, and from nowhere else.

Under eventlet a request waits in its own green thread; names are resolved in a thread
of the system (`live.offload.resolve_name`). No redirect is followed, no proxy is used.
"""

import http.client
import json
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlencode, urlsplit

from kiosk.live.offload import resolve_name

CONNECT_SECONDS = 5.0
# Of a whole answer.
ANSWER_SECONDS = 10.0
LONGEST_ANSWER = 1024 * 1024
_PIECE = 64 * 1024
_PORTS = {"http": 80, "https": 443}


class FetchError(Exception):
    """There is no usable answer; the message is for the log and holds no secret."""


@dataclass(frozen=True)
class ProviderReply:
    """A whole JSON object and its status."""

    status: int
    content: dict[str, Any]


def origin_of(address: str) -> tuple[str, str, int]:
    """Return scheme, host and port of a URL.

    :raises FetchError: it has none.
    """
    try:
        parts = urlsplit(address)
        port = parts.port or _PORTS[parts.scheme]
    except (ValueError, KeyError):
        raise FetchError("an address is no http or https URL") from None
    return parts.scheme, (parts.hostname or "").lower(), port


class IssuerClient:
    """Requests to the origin of one issuer."""

    def __init__(self, issuer: str, ca_file: str) -> None:
        """Trust the certificates in `ca_file`; empty: the system's."""
        self._origin = origin_of(issuer)
        self._ca_file = ca_file
        self._trust: ssl.SSLContext | None = None

    def fetch(
        self,
        address: str,
        *,
        form: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> ProviderReply:
        """Send a GET request, or a POST request with a form.

        :raises FetchError: the address is of another origin, or there is no answer.
        """
        if origin_of(address) != self._origin:
            raise FetchError("an address is of another origin than the issuer")
        ends = time.monotonic() + ANSWER_SECONDS
        sent = {"Accept": "application/json", **(headers or {})}
        body = None
        if form is not None:
            body = urlencode(form)
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        parts = urlsplit(address)
        try:
            connection = self._connect(parts)
            try:
                method = "GET" if body is None else "POST"
                connection.request(method, _target(parts), body, sent)
                return _read(connection, ends)
            finally:
                connection.close()
        except (OSError, http.client.HTTPException) as error:
            raise FetchError(f"no answer: {type(error).__name__}") from error

    def _connect(self, parts: SplitResult) -> http.client.HTTPConnection:
        scheme, host, port = origin_of(parts.geturl())
        sock = _open_socket(host, port)
        try:
            if scheme == "https":
                # Made once: reading all root certificates takes a while.
                self._trust = self._trust or ssl.create_default_context(
                    cafile=self._ca_file or None
                )
                sock = self._trust.wrap_socket(sock, server_hostname=host)
        except BaseException:
            sock.close()
            raise
        connection = http.client.HTTPConnection(host, port, timeout=ANSWER_SECONDS)
        connection.sock = sock
        return connection


def _open_socket(host: str, port: int) -> socket.socket:
    failed: OSError = OSError("the name has no address")
    for address in resolve_name(host, port):
        try:
            return socket.create_connection((address, port), CONNECT_SECONDS)
        except OSError as error:
            failed = error
    raise failed


def _target(parts: SplitResult) -> str:
    path = parts.path or "/"
    return f"{path}?{parts.query}" if parts.query else path


def _read(connection: http.client.HTTPConnection, ends: float) -> ProviderReply:
    reply = connection.getresponse()
    pieces: list[bytes] = []
    size = 0
    while piece := reply.read1(_PIECE):
        size += len(piece)
        pieces.append(piece)
        if size > LONGEST_ANSWER or time.monotonic() > ends:
            raise FetchError("an answer is too long or too slow")
    try:
        content = json.loads(b"".join(pieces))
    except ValueError:
        content = None
    if not isinstance(content, dict):
        raise FetchError(f"no JSON object; status {reply.status}")
    return ProviderReply(reply.status, content)

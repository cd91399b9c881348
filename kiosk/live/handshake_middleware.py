"""The door before Socket.IO: WSGI that refuses, so that engine.io never sees it."""

import random
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from kiosk.live.limiter import CLIENT_KEY, LiveClient
from kiosk.live.limits import MAX_DELAYED_REFUSALS, REFUSAL_DELAY_SECONDS
from kiosk.storage.errors import DatabaseUnavailable

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

_PROXYS_OWN = ("HTTP_X_FORWARDED", "HTTP_X_KIOSK")


def _same_origin(environ: Environ) -> bool:
    origin = environ.get("HTTP_ORIGIN", "")
    return not origin or urlsplit(origin).netloc == environ.get("HTTP_HOST", "")


def _is_our_handshake(environ: Environ) -> bool:
    # Anything less than a whole RFC 6455 handshake of a fresh engine.io session
    # makes the libraries fall back to ways of theirs that nobody here has tried.
    query = parse_qs(environ.get("QUERY_STRING", ""))
    connection = environ.get("HTTP_CONNECTION", "").lower().replace(" ", "")
    return (
        environ.get("REQUEST_METHOD") == "GET"
        and environ.get("HTTP_UPGRADE", "").lower() == "websocket"
        and "upgrade" in connection.split(",")
        and environ.get("HTTP_SEC_WEBSOCKET_VERSION") == "13"
        and bool(environ.get("HTTP_SEC_WEBSOCKET_KEY"))
        and query.get("EIO") == ["4"]
        and query.get("transport") == ["websocket"]
        and not query.keys() & {"sid", "j"}
    )


class HandshakeMiddleware:
    """Wraps the whole application.

    * Strips X-Forwarded-* and X-Kiosk-* unless a proxy of ours sets them: engine.io
      trusts the former, and with the latter nginx offers to send files.
    * Strips the WebSocket extensions a browser offers: eventlet would compress
      each broadcast once per client and keep 90 KiB of state for each.
    * Answers 400 to long polling and to every other odd way in.
    * Answers 401 to a live connection from a device that is not signed in and no
      tablet of the house, 403 to one from a page of another origin, 429 to a device
      that connects too often, 503 while the server is full or the database away.
    """

    def __init__(
        self,
        application: Application,
        client_of: Callable[[Environ], LiveClient | None],
        *,
        behind_proxy: bool,
        may_connect: Callable[[LiveClient], bool] = lambda _client: True,
        has_room: Callable[[], bool] = lambda: True,
        sleep: Callable[[float], object] = lambda _seconds: None,
    ) -> None:
        """Guard `application`; `client_of` looks at the request's cookies.

        `may_connect` counts the handshakes of one client, and `has_room` says whether
        one more live connection may come in. A device that connects too often waits
        for its refusal by `sleep`.
        """
        self._sleep, self._waiting = sleep, 0
        self._may_connect, self._has_room = may_connect, has_room
        self._application = application
        self._client_of = client_of
        self._behind_proxy = behind_proxy

    def __call__(
        self, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Let the request in, or refuse it."""
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        if not self._behind_proxy:
            for name in [key for key in environ if key.startswith(_PROXYS_OWN)]:
                del environ[name]
        if environ.get("PATH_INFO", "").startswith("/socket.io"):
            refusal = self._refusal(environ)
            if refusal:
                # Whoever is refused keeps no connection open either.
                headers = [("Content-Length", "0"), ("Connection", "close")]
                start_response(refusal, headers)
                return [b""]
        return self._application(environ, start_response)

    def _refusal(self, environ: Environ) -> str:
        if not _is_our_handshake(environ):
            return "400 Bad Request"
        if not _same_origin(environ):
            return "403 Forbidden"
        return self._client_refusal(environ)

    def _client_refusal(self, environ: Environ) -> str:
        if not self._has_room():
            return "503 Service Unavailable"
        try:
            client = self._client_of(environ)
        except DatabaseUnavailable:
            return "503 Service Unavailable"
        if client is None:
            return "401 Unauthorized"
        if not self._may_connect(client):
            self._delay()
            return "429 Too Many Requests"
        environ[CLIENT_KEY] = client
        return ""

    def _delay(self) -> None:
        """Let a device wait that connects too often, unless many wait already.

        Otherwise it would try again at once, and each try is a request. The wait is
        random: those who try together do not come back together.
        """
        if self._waiting >= MAX_DELAYED_REFUSALS:
            return
        self._waiting += 1
        try:
            self._sleep(random.uniform(*REFUSAL_DELAY_SECONDS))  # noqa: S311 no secret
        finally:
            self._waiting -= 1

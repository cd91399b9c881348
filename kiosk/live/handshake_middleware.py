"""Reject unauthenticated and invalid handshakes before Socket.IO sees them."""

import random
from collections.abc import Callable, Iterable
from urllib.parse import parse_qs, urlsplit

from kiosk.live.limiter import LiveClient
from kiosk.live.limits import MAX_DELAYED_REFUSALS, REFUSAL_DELAY_SECONDS
from kiosk.live.transport import CLIENT_KEY
from kiosk.storage.errors import DatabaseUnavailable
from kiosk.wsgi_types import Application, Environ, StartResponse

_PROXY_HEADERS = ("HTTP_X_FORWARDED", "HTTP_X_KIOSK")


def _same_origin(environ: Environ) -> bool:
    origin = environ.get("HTTP_ORIGIN", "")
    return not origin or urlsplit(origin).netloc == environ.get("HTTP_HOST", "")


def _is_valid_handshake(environ: Environ) -> bool:
    # Anything less than a complete RFC 6455 handshake of a new engine.io session makes
    # the libraries use other transports, which are not tested here.
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
    """WSGI middleware around the whole application.

    * Removes X-Forwarded-* and X-Kiosk-* headers unless our own proxy sets them:
      engine.io trusts the former, and the latter make the server reply with
      X-Accel-Redirect.
    * Removes offered WebSocket extensions: eventlet would compress each broadcast once
      per client and keep 90 KiB of state for each.
    * Answers 400 to long polling and every other kind of request.
    * Answers 401 to a live connection from a device that is neither signed in nor an
      enrolled tablet, 403 to one from a page of another origin, 429 to a device that
      connects too often, 503 while the server is full or the database unavailable.
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
        """Wrap `application`; `client_of` authenticates by the request's cookies.

        `may_connect` counts the handshakes of one client, and `has_room` tells whether
        one more live connection is allowed. The 429 response to a device is delayed by
        `sleep`.
        """
        self._sleep, self._delayed = sleep, 0
        self._may_connect, self._has_room = may_connect, has_room
        self._application = application
        self._client_of = client_of
        self._behind_proxy = behind_proxy

    def __call__(
        self, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer the request, or pass it on."""
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        if not self._behind_proxy:
            for name in [key for key in environ if key.startswith(_PROXY_HEADERS)]:
                del environ[name]
        if environ.get("PATH_INFO", "").startswith("/socket.io"):
            refusal = self._refusal(environ)
            if refusal:
                # Rejected clients keep no connection open either.
                headers = [("Content-Length", "0"), ("Connection", "close")]
                start_response(refusal, headers)
                return [b""]
        return self._application(environ, start_response)

    def _refusal(self, environ: Environ) -> str:
        if not _is_valid_handshake(environ):
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
        """Delay the rejection of a device, unless many are being delayed.

        Otherwise it would try again at once, and each try is a request. The delay is
        random, so that devices rejected together do not come back together.
        """
        if self._delayed >= MAX_DELAYED_REFUSALS:
            return
        self._delayed += 1
        try:
            self._sleep(random.uniform(*REFUSAL_DELAY_SECONDS))  # noqa: S311 no secret
        finally:
            self._delayed -= 1

"""WSGI middleware that answers with the time without Flask.

Every tablet asks a few times when it opens and after each sleep: thousands at once.
"""

from collections.abc import Iterable

from kiosk import clock
from kiosk.web.security_headers import SECURITY_HEADERS
from kiosk.wsgi_types import Application, Environ, StartResponse

CLOCK_PATH = "/clock"
_HEADERS = [
    ("Content-Type", "application/json"),
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    *SECURITY_HEADERS.items(),
]


class ClockMiddleware:
    """Answers `GET /clock`; passes other requests on."""

    def __init__(self, application: Application) -> None:
        self._application = application

    def __call__(
        self, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer with the time in milliseconds since 1970, or pass the request on."""
        is_asked = environ.get("PATH_INFO") == CLOCK_PATH
        if not is_asked or environ.get("REQUEST_METHOD") != "GET":
            return self._application(environ, start_response)
        body = b'{"now":%d}\n' % clock.now_ms()
        start_response("200 OK", [*_HEADERS, ("Content-Length", str(len(body)))])
        return (body,)

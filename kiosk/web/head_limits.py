"""What a request's head may be, looked at before anything reads it."""

from collections.abc import Callable, Iterable
from typing import Any

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

# Our longest question is a search of 200 letters, three bytes each, written as %XX.
LONGEST_QUERY = 4096
# We set five cookies of 64 letters at most; other sites of the same host may set some.
LONGEST_COOKIES = 8192


class HeadLimits:
    """Refuses long questions and cookies: to take them apart holds up everybody.

    Cookies that are no UTF-8 are none of ours and are dropped.
    """

    def __init__(self, application: Application) -> None:
        """Guard `application`."""
        self._application = application

    def __call__(
        self, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Let the request in, or refuse it."""
        cookies = environ.get("HTTP_COOKIE", "")
        if len(environ.get("QUERY_STRING", "")) > LONGEST_QUERY:
            return _refuse(start_response, "414 URI Too Long")
        if len(cookies) > LONGEST_COOKIES:
            return _refuse(start_response, "431 Request Header Fields Too Large")
        if not _is_utf8(cookies):
            del environ["HTTP_COOKIE"]
        return self._application(environ, start_response)


def _refuse(start_response: StartResponse, status: str) -> Iterable[bytes]:
    # The body that came along is not read: the connection is of no more use.
    start_response(status, [("Content-Length", "0"), ("Connection", "close")])
    return [b""]


def _is_utf8(text: str) -> bool:
    # WSGI hands bytes over as if they were Latin-1.
    try:
        text.encode("latin-1").decode()
    except UnicodeError:
        return False
    return True

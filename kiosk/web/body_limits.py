"""Limit the body size of each route, before anything reads the body.

A rejection needs no template, translation or session, a tenth of a page's cost. Flask
does not read bodies without a length, nor beyond the announced length.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec
from flask import Flask
from werkzeug.exceptions import HTTPException

from kiosk.web.problems import PROBLEM_PATHS, PROBLEM_TYPE, problem_body
from kiosk.wsgi_types import Application, Environ, StartResponse

# Decoded by msgspec in well under a millisecond.
MAX_BODY_BYTES = 64 * 1024
# The only HTML form that is parsed; parsing is slow: 500 KB took 0.2 s.
MAX_HTML_FORM_BYTES = 4 * 1024


@dataclass(frozen=True)
class LargeBody:
    """A route with a larger limit."""

    # None: the route itself limits the size, and reads in chunks.
    most: int | None
    why: str


# By endpoint; each is handled in a thread, or streamed to disk.
LARGE_BODIES = {
    "documents.preparing.upload": LargeBody(None, "a paper: written as it comes"),
    "hall_screens.files.upload": LargeBody(
        None, "a picture or film: written as it comes"
    ),
    "people.imports.upload": LargeBody(None, "a list: written as it comes"),
    "agenda_imports.upload": LargeBody(None, "an agenda: written as it comes"),
    "agenda_imports.preview": LargeBody(
        512 * 1024, "a pasted table: taken apart in a thread"
    ),
    "agenda_imports.add": LargeBody(
        512 * 1024, "the items of a table: taken apart in a thread"
    ),
    "handouts.keep_logo": LargeBody(512 * 1024, "a picture: written unread"),
    "minutes.files.upload": LargeBody(None, "a signed PDF: written as it comes"),
    "minutes.text.sync": LargeBody(
        512 * 1024, "what was typed without network: taken apart in a thread"
    ),
    "annotations.own.merge": LargeBody(
        512 * 1024, "50 notes of a tablet: taken apart in a thread"
    ),
}
SMALL_BODIES = {"language.choose_language": MAX_HTML_FORM_BYTES}
_SMALLEST_LIMIT = min(SMALL_BODIES.values())

_SENTENCES = (
    "Tệp hoặc dữ liệu gửi lên quá lớn.",
    "The file or data sent is too large.",
)


def max_body_bytes(endpoint: str) -> int | None:
    """Return the route's limit in bytes; None: it sets its own."""
    if endpoint in LARGE_BODIES:
        return LARGE_BODIES[endpoint].most
    return SMALL_BODIES.get(endpoint, MAX_BODY_BYTES)


class BodyLimits:
    """WSGI middleware that rejects bodies by their announced length."""

    def __init__(self, application: Application, app: Flask) -> None:
        """Wrap `application`; `app` knows the routes."""
        self._application, self._app = application, app

    def __call__(
        self, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer the request, or pass it on."""
        length = environ.get("CONTENT_LENGTH") or "0"
        # Nearly all bodies are short and need no look-up of the route.
        if length.isdecimal() and int(length) > _SMALLEST_LIMIT:
            most = self._largest(environ)
            if most is not None and int(length) > most:
                return _refuse(environ, start_response)
        return self._application(environ, start_response)

    def _largest(self, environ: Environ) -> int | None:
        try:
            endpoint, _ = self._app.url_map.bind_to_environ(environ).match()
        except HTTPException:
            return _SMALLEST_LIMIT
        return max_body_bytes(endpoint)


def _refuse(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    kinds = environ.get("CONTENT_TYPE", "") + environ.get("HTTP_ACCEPT", "")
    if environ.get("PATH_INFO", "").startswith(PROBLEM_PATHS):
        media_type = PROBLEM_TYPE
        body = problem_body(413, "too_large", " ".join(_SENTENCES), {})
    elif "json" in kinds:
        media_type = "application/json"
        message = " ".join(_SENTENCES)
        body = msgspec.json.encode(
            {"error": "request_entity_too_large", "message": message}
        )
    else:
        media_type = "text/plain; charset=utf-8"
        body = "\n".join([*_SENTENCES, ""]).encode()
    headers = [
        ("Content-Type", media_type),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
    ]
    start_response("413 Content Too Large", headers)
    return [body]

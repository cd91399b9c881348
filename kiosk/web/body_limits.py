"""How long the body of each route may be; looked at before anything reads it.

A refusal costs no template, no translation and no session: bodies in masses are refused
for a tenth of what a page costs. What comes without a length is not read at all by
Flask; what is longer than announced ends at its announced length.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import msgspec
from flask import Flask
from werkzeug.exceptions import HTTPException

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

KIB = 1024
# Taken apart by msgspec in well under a millisecond.
MAX_BODY_BYTES = 64 * KIB
# No other form of plain HTML is taken apart, and slowly: 500 KB took 0.2 s.
MAX_HTML_FORM_BYTES = 4 * KIB


@dataclass(frozen=True)
class LargeBody:
    """A route that takes more than others."""

    # None: the route itself says how much, and reads piece by piece.
    most: int | None
    why: str


# By endpoint; each is handled beside the loop, or written to disk in pieces.
LARGE_BODIES = {
    "documents.preparing.upload": LargeBody(None, "a paper: written as it comes"),
    "people.imports.upload": LargeBody(None, "a list: written as it comes"),
    "handouts.keep_logo": LargeBody(512 * KIB, "a picture: written unread"),
    "annotations.own.merge": LargeBody(
        512 * KIB, "50 notes of a tablet: taken apart in a thread"
    ),
}
SMALL_BODIES = {"language.choose_language": MAX_HTML_FORM_BYTES}
_LEAST = min(SMALL_BODIES.values())

_SENTENCES = (
    "Tệp hoặc dữ liệu gửi lên quá lớn.",
    "The file or data sent is too large.",
)


def max_body_bytes(endpoint: str) -> int | None:
    """Return how many bytes the route takes; None: it says so itself."""
    if endpoint in LARGE_BODIES:
        return LARGE_BODIES[endpoint].most
    return SMALL_BODIES.get(endpoint, MAX_BODY_BYTES)


class BodyLimits:
    """Refuses bodies by their announced length."""

    def __init__(self, application: Application, app: Flask) -> None:
        """Stand before `application`; `app` knows the routes."""
        self._application, self._app = application, app

    def __call__(
        self, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Let the request in, or refuse it."""
        length = environ.get("CONTENT_LENGTH") or "0"
        # Nearly all are short, and no route is looked for.
        if length.isdecimal() and int(length) > _LEAST:
            most = self._largest(environ)
            if most is not None and int(length) > most:
                return _refuse(environ, start_response)
        return self._application(environ, start_response)

    def _largest(self, environ: Environ) -> int | None:
        try:
            endpoint, _ = self._app.url_map.bind_to_environ(environ).match()
        except HTTPException:
            return _LEAST
        return max_body_bytes(endpoint)


def _refuse(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    kinds = environ.get("CONTENT_TYPE", "") + environ.get("HTTP_ACCEPT", "")
    if "json" in kinds:
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

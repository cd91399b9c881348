"""Static files without detours.

A first visit asks for a dozen of them, and 400 tablets are switched on at once. Through
Flask each takes a millisecond of the loop; here it is a look into a table of answers
that Flask has given once. Whatever is not the plain case goes the long way.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, cast

from flask import Flask, Response
from werkzeug.exceptions import HTTPException

from kiosk.web.security_headers import page_security_headers
from kiosk.web.static_files import CODINGS

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

# All files that screens load take 2 MB compressed; what no longer fits goes the long
# way.
MOST_KEPT_BYTES = 16 * 1024 * 1024
# A request that asks for a part, or only for what has changed, is no plain one.
_SPECIAL = (
    "HTTP_RANGE",
    "HTTP_IF_RANGE",
    "HTTP_IF_MATCH",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_UNMODIFIED_SINCE",
)


@dataclass(frozen=True)
class _Answer:
    headers: list[tuple[str, str]]
    body: bytes


class StaticExpress:
    """Stands before everything and gives static files that were asked for before."""

    def __init__(
        self, application: Application, app: Flask, *, is_on: bool = True
    ) -> None:
        """Hand on to `application` what is no plain request for a file of `app`.

        Unless `is_on` that is everything: for files that change while they are served.
        """
        self._application, self._app, self._is_on = application, app, is_on
        self._prefix = f"{app.static_url_path}/"
        # By path and coding. Only files that exist are
        # kept, so that nobody can fill the table.
        self._kept: dict[tuple[str, str], _Answer] = {}
        self._kept_bytes = 0

    def __call__(
        self, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer the plain question for a file; hand everything else on."""
        path = environ.get("PATH_INFO", "")
        is_ours = self._is_on and path.startswith(self._prefix)
        if is_ours and environ.get("REQUEST_METHOD") == "GET":
            answer = self._look(environ, path)
            if answer is not None:
                start_response("200 OK", answer.headers)
                return (answer.body,)
        return self._application(environ, start_response)

    def _look(self, environ: Environ, path: str) -> _Answer | None:
        coding = plain_coding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        if coding is None or any(name in environ for name in _SPECIAL):
            return None
        kept = self._kept.get((path, coding))
        return kept or self._learn(environ, path, coding)

    def _learn(self, environ: Environ, path: str, coding: str) -> _Answer | None:
        # Only what decides the answer: nothing of this requester is kept.
        question = {
            name: environ[name]
            for name in environ
            if not name.startswith("HTTP_") or name == "HTTP_HOST"
        }
        question["HTTP_ACCEPT_ENCODING"] = coding
        with self._app.request_context(question):
            reply = self._send(path.removeprefix(self._prefix))
            if reply is None:
                return None
            with reply:
                reply.direct_passthrough = False
                body = reply.get_data()
        for name, value in page_security_headers().items():
            reply.headers.setdefault(name, value)
        if self._kept_bytes + len(body) > MOST_KEPT_BYTES:
            return None
        self._kept_bytes += len(body)
        # A moment that passes; `max-age` says the same for ever.
        reply.headers.remove("Expires")
        answer = self._kept[path, coding] = _Answer(list(reply.headers), body)
        return answer

    def _send(self, filename: str) -> Response | None:
        """Return what Flask answers, if it is the file."""
        try:
            reply = self._app.view_functions["static"](filename=filename)
        except HTTPException:
            return None
        return cast(Response, reply)


def plain_coding(accepted: str) -> str | None:
    """Return the smallest coding of ours that is accepted; empty: none of them.

    None: the header gives weights, which are left to Werkzeug.
    """
    if ";" in accepted or "*" in accepted:
        return None
    names = {name.strip().lower() for name in accepted.split(",")}
    return next((coding for coding in CODINGS if coding in names), "")

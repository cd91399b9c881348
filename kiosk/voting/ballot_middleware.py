"""WSGI middleware that keeps ballots before Flask sees them.

Thousands of ballots arrive within seconds of the opening of a vote. Here a ballot costs
a look-up of its sender among the cached sign-ins and its share of a batch
(`ballot_writer.py`). Only a ballot that is kept is answered here; everything else is
passed on to the application, whose route checks again, refuses and logs.
"""

import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import msgspec
from flask import Flask
from werkzeug.exceptions import RequestTimeout

from kiosk.identity import Actor
from kiosk.live.transport import LoopMonitor
from kiosk.roles import Permission
from kiosk.storage.errors import DatabaseUnavailable
from kiosk.voting.actions.ballot_batch import ReadyBallot
from kiosk.voting.ballot_terms import BallotChecker
from kiosk.voting.ballot_writer import BallotWriter
from kiosk.voting.rules.forms import CastForm
from kiosk.web.body_limits import MAX_BODY_BYTES
from kiosk.web.security_headers import SECURITY_HEADERS, is_foreign_origin
from kiosk.wsgi_types import Application, Environ, StartResponse

_PATH = re.compile(r"/m/([1-9]\d{0,17})/votes/([1-9]\d{0,17})/ballot")
# The answer, and the one where the server sealed the ballot.
_KEPT = {
    by_server: msgspec.json.encode({"kept": True, "sealed_by_server": by_server})
    for by_server in (False, True)
}
_HEADERS = [
    ("Content-Type", "application/json"),
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    *SECURITY_HEADERS.items(),
]
Authenticate = Callable[[Environ, int], Actor | None]
_decoder = msgspec.json.Decoder(CastForm)


@dataclass(frozen=True)
class BallotAccess:
    """What the middleware uses of the server."""

    checker: BallotChecker
    writer: BallotWriter
    # (environ, meeting id) -> the device's actor in the meeting, or None.
    authenticate: Authenticate
    # Lets page turns go first where many ballots are answered at once.
    yield_if_slow: Callable[[], None]


class BallotMiddleware:
    """Keeps ballots of devices that are signed in."""

    def __init__(self, application: Application, access: BallotAccess) -> None:
        self._application, self._access = application, access

    def __call__(
        self, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer the request, or pass it on."""
        path = _PATH.fullmatch(environ.get("PATH_INFO", ""))
        if path and environ.get("REQUEST_METHOD") == "POST":
            try:
                kept = self._keep(environ, int(path[1]), int(path[2]))
            except RequestTimeout as timeout:
                return timeout.get_response(environ)(environ, start_response)
            if kept is not None:
                return _answer(start_response, kept)
        return self._application(environ, start_response)

    def _keep(
        self, environ: Environ, meeting_id: int, vote_id: int
    ) -> ReadyBallot | None:
        """Return the ballot that is kept; None: the application must decide."""
        if is_foreign_origin(environ):
            return None
        try:
            actor = self._access.authenticate(environ, meeting_id)
            if actor is None or not actor.may(Permission.CAST_BALLOT):
                return None
            ballot = self._ready(environ, actor, vote_id)
        except DatabaseUnavailable:
            return None  # the application answers with an error message
        if ballot is None:
            return None
        kept = self._access.writer.keep(ballot)
        self._access.yield_if_slow()
        if kept is None:
            self._access.checker.forget(vote_id)
        return kept

    def _ready(
        self, environ: Environ, actor: Actor, vote_id: int
    ) -> ReadyBallot | None:
        form = _read_form(environ)
        return self._access.checker.ready(actor, vote_id, form) if form else None


def _answer(start_response: StartResponse, kept: ReadyBallot) -> Iterable[bytes]:
    body = _KEPT[kept.is_sealed_by_server]
    start_response("200 OK", [*_HEADERS, ("Content-Length", str(len(body)))])
    return (body,)


def _read_form(environ: Environ) -> CastForm | None:
    """Return the ballot; None: the application reads the body, and refuses it."""
    length = environ.get("CONTENT_LENGTH") or ""
    if not length.isdecimal() or not 0 < int(length) <= MAX_BODY_BYTES:
        return None
    data = environ["wsgi.input"].read(int(length))
    environ["wsgi.input"] = io.BytesIO(data)
    try:
        return _decoder.decode(data)
    except msgspec.DecodeError:
        return None


def make_ballot_middleware(
    app: Flask, application: Application, authenticate: Authenticate, loop: LoopMonitor
) -> BallotMiddleware:
    """Return the middleware around `application`, with the services of `app`."""
    store = app.extensions["kiosk.store"]
    writer = BallotWriter(store, app.extensions["kiosk.vote_turnout"])
    checker = BallotChecker(store.read_session)
    access = BallotAccess(checker, writer, authenticate, loop.yield_if_slow)
    return BallotMiddleware(application, access)

"""WSGI middleware that serves snapshots, and single parts of them, from memory.

One event that changes the agenda makes every tablet request the snapshot. Through Flask
and the database that takes two milliseconds each, half a minute of the event loop for
ten thousand, and would delay the chair's next turn. Here it is a look-up of the session
and of cached bytes. Other requests are passed on to the application.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kiosk.identity import Actor
from kiosk.roles import Permission, Role
from kiosk.screens.snapshot import (
    CachedPart,
    CachedSnapshot,
    SnapshotCache,
    parts_fetched_alone,
)
from kiosk.storage.database import ReadSession
from kiosk.storage.errors import DatabaseUnavailable
from kiosk.web.security_headers import SECURITY_HEADERS
from kiosk.wsgi_types import Application, Environ, StartResponse

# The number of the newest event known to the client; the state must include it.
NUMBER_HEADER = "HTTP_MEETING_NUMBER"

_PATH = re.compile(r"/m/([1-9]\d{0,17})/snapshot(?:/([a-z_]{1,40}))?")
_NUMBER = re.compile(r"\d{1,18}")
FILE_HEADERS = [
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    *SECURITY_HEADERS.items(),
]
_HEADERS = [
    ("Content-Type", "application/json"),
    ("Cache-Control", "private, no-cache"),
    *FILE_HEADERS,
]


@dataclass(frozen=True)
class AccessCache:
    """Authenticates by cached sessions and returns cached snapshots."""

    snapshots: SnapshotCache
    read_session: ReadSession
    # (environ, meeting id) -> the device's actor in the meeting, or None.
    authenticate: Callable[[Environ, int], Actor | None]
    # The last number of a meeting that is known to this process.
    newest: Callable[[int], int]

    def find_snapshot(self, environ: Environ, meeting_id: int) -> CachedSnapshot | None:
        """Return the requester's snapshot; None: the application must decide."""
        try:
            reader = self._reader(environ, meeting_id)
            return reader and self.snapshots.at_least(
                self.read_session, meeting_id, *reader
            )
        except DatabaseUnavailable:
            return None  # the application answers with an error message

    def find_part(
        self, environ: Environ, meeting_id: int, part: str
    ) -> CachedPart | None:
        """Return a part of the requester's snapshot; None as `find_snapshot`."""
        if part not in parts_fetched_alone():
            return None
        try:
            reader = self._reader(environ, meeting_id)
            if reader is None:
                return None
            role, number = reader
            return self.snapshots.part_at_least(
                self.read_session, meeting_id, role, part, number
            )
        except DatabaseUnavailable:
            return None

    def _reader(self, environ: Environ, meeting_id: int) -> tuple[Role, int] | None:
        """Return the requester's role and the number the answer needs; None: nobody."""
        actor = self.authenticate(environ, meeting_id)
        if actor is None or not actor.may(Permission.READ_PAPERS):
            return None
        sent = environ.get(NUMBER_HEADER, "")
        wanted = int(sent) if _NUMBER.fullmatch(sent) else 0
        return actor.role, max(self.newest(meeting_id), wanted)


class SnapshotMiddleware:
    """Serves snapshots to authenticated clients."""

    def __init__(self, application: Application, access: AccessCache) -> None:
        self._application, self._access = application, access

    def __call__(
        self, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer the request, or pass it on."""
        path = _PATH.fullmatch(environ.get("PATH_INFO", ""))
        if path and environ.get("REQUEST_METHOD") == "GET":
            meeting_id, part = int(path[1]), path[2]
            cached = (
                self._access.find_part(environ, meeting_id, part)
                if part
                else self._access.find_snapshot(environ, meeting_id)
            )
            if cached is not None:
                return _answer(environ, start_response, cached)
        return self._application(environ, start_response)


def _answer(
    environ: Environ,
    start_response: StartResponse,
    cached: CachedSnapshot | CachedPart,
) -> Iterable[bytes]:
    headers = [*_HEADERS, ("ETag", cached.tag)]
    if environ.get("HTTP_IF_NONE_MATCH") == cached.tag:
        start_response("304 Not Modified", headers)
        return ()
    size = str(len(cached.state))
    start_response("200 OK", [*headers, ("Content-Length", size)])
    return (cached.state,)

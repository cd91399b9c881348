"""The snapshot without detours.

One event that changes the agenda sends every tablet for the snapshot. Through Flask and
the database that is two milliseconds each, half a minute of the loop for ten thousand,
and the chair's next turn would wait behind them. Here it is a look at the roll and
some bytes that lie ready. Whatever is not the plain case goes the long way.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from kiosk.identity import Actor
from kiosk.roles import Permission
from kiosk.screens.snapshot import Kept, ReadSession, SnapshotCache
from kiosk.storage.errors import DatabaseUnavailable
from kiosk.web.security_headers import SECURITY_HEADERS

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

# What a screen knows of already: it wants the state at this number or a later one.
AT_LEAST = "HTTP_MEETING_NUMBER"

_PATH = re.compile(r"/m/([1-9]\d{0,17})/snapshot")
_NUMBER = re.compile(r"\d{1,18}")
_HEADERS = [
    ("Content-Type", "application/json"),
    ("Cache-Control", "private, no-cache"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    *SECURITY_HEADERS.items(),
]


@dataclass(frozen=True)
class AccessCache:
    """Knows by heart who comes, and what he may see."""

    snapshots: SnapshotCache
    read_session: ReadSession
    # Who the request's device is in the meeting.
    authenticate: Callable[[Environ, int], Actor | None]
    # The last number of a meeting that this process has heard of.
    newest: Callable[[int], int]

    def look(self, environ: Environ, meeting_id: int) -> Kept | None:
        """Return the meeting as the requester may see it, None if he must ask elsewhere."""
        try:
            actor = self.authenticate(environ, meeting_id)
            if actor is None or not actor.may(Permission.READ_PAPERS):
                return None
            told = environ.get(AT_LEAST, "")
            wanted = int(told) if _NUMBER.fullmatch(told) else 0
            number = max(self.newest(meeting_id), wanted)
            return self.snapshots.at_least(
                self.read_session, meeting_id, actor.role, number
            )
        except DatabaseUnavailable:
            return None  # the application says so in words


class SnapshotMiddleware:
    """Stands before the application and answers for it what it can at once."""

    def __init__(self, application: Application, lobby: AccessCache) -> None:
        """Answer whom the lobby knows; hand on everybody else."""
        self._application, self._lobby = application, lobby

    def __call__(
        self, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer the plain question for a snapshot; hand everything else on."""
        path = _PATH.fullmatch(environ.get("PATH_INFO", ""))
        if path and environ.get("REQUEST_METHOD") == "GET":
            kept = self._lobby.look(environ, int(path[1]))
            if kept is not None:
                return _answer(environ, start_response, kept)
        return self._application(environ, start_response)


def _answer(
    environ: Environ, start_response: StartResponse, kept: Kept
) -> Iterable[bytes]:
    headers = [*_HEADERS, ("ETag", kept.tag)]
    if environ.get("HTTP_IF_NONE_MATCH") == kept.tag:
        start_response("304 Not Modified", headers)
        return ()
    size = str(len(kept.state))
    start_response("200 OK", [*headers, ("Content-Length", size)])
    return (kept.state,)

"""The snapshot without detours.

One fact that changes the agenda sends every tablet for the snapshot. Through Flask and
the database that is two milliseconds each, half a minute of the loop for ten thousand,
and the chair's next turn would wait behind them. Here it is a look at the roll and
some bytes that lie ready. Whatever is not the plain case goes the long way.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

from kiosk.identity import Actor
from kiosk.roles import Permission
from kiosk.screens.snapshot import Reading, Snapshots
from kiosk.storage.refusals import Busy
from kiosk.web.safety import HEADERS

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
    *HEADERS.items(),
]


class SnapshotExpress:
    """Stands before the application and answers for it what it can at once."""

    def __init__(
        self,
        application: Application,
        snapshots: Snapshots,
        reading: Reading,
        admit: Callable[[Environ, int], Actor | None],
        newest: Callable[[int], int],
    ) -> None:
        """Answer with `snapshots` to whom `admit` knows.

        `newest` is the last number of a meeting that this process has heard of.
        """
        self._application, self._snapshots = application, snapshots
        self._reading, self._admit, self._newest = reading, admit, newest

    def __call__(
        self, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer the plain question for a snapshot; hand everything else on."""
        path = _PATH.fullmatch(environ.get("PATH_INFO", ""))
        if path and environ.get("REQUEST_METHOD") == "GET":
            try:
                kept = self._find(environ, int(path[1]))
            except Busy:
                kept = None  # the application says so in words
            if kept is not None:
                return _answer(environ, start_response, *kept)
        return self._application(environ, start_response)

    def _find(self, environ: Environ, meeting_id: int) -> tuple[bytes, str] | None:
        actor = self._admit(environ, meeting_id)
        if actor is None or not actor.may(Permission.READ_PAPERS):
            return None
        told = environ.get(AT_LEAST, "")
        wanted = int(told) if _NUMBER.fullmatch(told) else 0
        number = max(self._newest(meeting_id), wanted)
        return self._snapshots.at_least(self._reading, meeting_id, actor.role, number)


def _answer(
    environ: Environ, start_response: StartResponse, state: bytes, tag: str
) -> Iterable[bytes]:
    headers = [*_HEADERS, ("ETag", tag)]
    if environ.get("HTTP_IF_NONE_MATCH") == tag:
        start_response("304 Not Modified", headers)
        return ()
    start_response("200 OK", [*headers, ("Content-Length", str(len(state)))])
    return (state,)

"""Page images and words without detours.

A page that has been turned is asked for by every tablet that has not got it yet, and
so is the one after it. What a page image or its words are never changes, since they
are named by their SHA-256; what is asked each time is whether the requester may read the
paper now. That is known by heart here. Whatever is not the plain case goes the long
way, where it is refused in words.
"""

import re
from collections.abc import Iterable

from kiosk.documents import queries
from kiosk.documents.routes.reading import CACHE_FOREVER, FORGET_HEADER, NO_STORE
from kiosk.errors import KioskError
from kiosk.screens.snapshot import Kept
from kiosk.screens.snapshot_middleware import (
    AccessCache,
    Application,
    Environ,
    StartResponse,
)
from kiosk.storage.files import FileStore, path_of
from kiosk.web.security_headers import SECURITY_HEADERS
from kiosk.web.x_accel import X_ACCEL_HEADER, X_ACCEL_PREFIX

_PATH = re.compile(
    r"/m/([1-9]\d{0,17})/documents/([1-9]\d{0,17})"
    r"/(images|words)/([0-9a-f]{64})\.(webp|json)"
)
_OFFER = "HTTP_" + X_ACCEL_HEADER.upper().replace("-", "_")
_FORGET = "HTTP_" + FORGET_HEADER.upper().replace("-", "_")
_KINDS = {("images", "webp"), ("words", "json")}
_TYPES = {"images": "image/webp", "words": "application/json"}
_CHECKS = {"images": queries.check_page_image, "words": queries.check_page_words}
_HEADERS = [
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    *SECURITY_HEADERS.items(),
]
# Which page belongs to which paper is learned once; about 100 bytes each.
MOST_LEARNED = 200_000

# A document, which part of it, and the SHA-256 of that part.
Part = tuple[int, str, str]


class PageFileMiddleware:
    """Stands before the application and gives pages to those it knows."""

    def __init__(
        self, application: Application, lobby: AccessCache, files: FileStore
    ) -> None:
        """Give what lies in `files` to whom the lobby knows."""
        self._application, self._lobby, self._files = application, lobby, files
        self._learned: set[Part] = set()

    def __call__(
        self, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer the plain question for a page; hand everything else on."""
        path = _PATH.fullmatch(environ.get("PATH_INFO", ""))
        if path and environ.get("REQUEST_METHOD") == "GET" and _FORGET not in environ:
            part = (int(path[2]), path[3], path[4])
            kept = self._look(environ, int(path[1]), part)
            if kept is not None and (path[3], path[5]) in _KINDS:
                answer = self._give(environ, part, is_kept=part[0] not in kept.fleeting)
                if answer is not None:
                    status, headers, body = answer
                    start_response(status, headers)
                    return (body,)
        return self._application(environ, start_response)

    def _look(self, environ: Environ, meeting_id: int, part: Part) -> Kept | None:
        """Return the meeting if the requester may read the paper, and it has the part.

        A page that must bear the reader's name goes the long way.
        """
        kept = self._lobby.look(environ, meeting_id)
        if kept is None or part[0] not in kept.papers:
            return None
        if part[1] == "images" and part[0] in kept.marked:
            return None
        return kept if part in self._learned or self._learn(part) else None

    def _learn(self, part: Part) -> bool:
        document_id, kind, sha256 = part
        try:
            with self._lobby.read_session() as session:
                _CHECKS[kind](session, document_id, sha256)
        except KioskError:
            return False  # the application says so in words
        if len(self._learned) >= MOST_LEARNED:
            self._learned.clear()
        self._learned.add(part)
        return True

    def _give(
        self, environ: Environ, part: Part, *, is_kept: bool
    ) -> tuple[str, list[tuple[str, str]], bytes] | None:
        _, kind, sha256 = part
        tag = f'"{sha256}"'
        headers = [
            ("Cache-Control", CACHE_FOREVER if is_kept else NO_STORE),
            *_HEADERS,
            ("ETag", tag),
        ]
        if environ.get("HTTP_IF_NONE_MATCH") == tag:
            return "304 Not Modified", headers, b""
        data = b""
        if environ.get(_OFFER) == X_ACCEL_PREFIX:
            headers.append(("X-Accel-Redirect", X_ACCEL_PREFIX + path_of(sha256)))
        else:
            try:
                data = self._files.path(sha256).read_bytes()
            except OSError:
                return None  # the application says so in words
        headers += [("Content-Type", _TYPES[kind]), ("Content-Length", str(len(data)))]
        return "200 OK", headers, data

"""WSGI middleware that serves page images and words without Flask.

Every tablet requests a newly shown page and the one after it. The files are named by
their SHA-256 and never change; only the permission to read the document is checked each
time, from memory. Other requests are passed on to the application, which also answers
with error messages.
"""

import re
from collections.abc import Iterable

from kiosk.documents import queries
from kiosk.documents.routes.reading import CACHE_FOREVER, FORGET_HEADER, NO_STORE
from kiosk.errors import KioskError
from kiosk.screens.snapshot import CachedSnapshot
from kiosk.screens.snapshot_middleware import FILE_HEADERS, AccessCache
from kiosk.storage.files import FileStore, path_of
from kiosk.web.x_accel import X_ACCEL_HEADER, X_ACCEL_PREFIX
from kiosk.wsgi_types import Application, Environ, StartResponse

_PATH = re.compile(
    r"/m/([1-9]\d{0,17})/documents/([1-9]\d{0,17})"
    r"/(images|words)/([0-9a-f]{64})\.(webp|json)"
)
_OFFER = "HTTP_" + X_ACCEL_HEADER.upper().replace("-", "_")
_FORGET = "HTTP_" + FORGET_HEADER.upper().replace("-", "_")
_KINDS = {("images", "webp"), ("words", "json")}
_TYPES = {"images": "image/webp", "words": "application/json"}
_CHECKS = {"images": queries.check_page_image, "words": queries.check_page_words}
# Checked (document, kind, SHA-256) keys; about 100 bytes each.
MAX_CHECKED_PARTS = 200_000

# A document id, a kind of file, and its SHA-256.
Part = tuple[int, str, str]


class PageFileMiddleware:
    """Serves page files to authenticated clients."""

    def __init__(
        self, application: Application, access: AccessCache, files: FileStore
    ) -> None:
        self._application, self._access, self._files = application, access, files
        self._checked: set[Part] = set()

    def __call__(
        self, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer the request, or pass it on."""
        path = _PATH.fullmatch(environ.get("PATH_INFO", ""))
        if path and environ.get("REQUEST_METHOD") == "GET" and _FORGET not in environ:
            part = (int(path[2]), path[3], path[4])
            cached = self._find_snapshot(environ, int(path[1]), part)
            if cached is not None and (path[3], path[5]) in _KINDS:
                answer = self._response(
                    environ, part, is_cacheable=part[0] not in cached.not_cacheable
                )
                if answer is not None:
                    status, headers, body = answer
                    start_response(status, headers)
                    return (body,)
        return self._application(environ, start_response)

    def _find_snapshot(
        self, environ: Environ, meeting_id: int, part: Part
    ) -> CachedSnapshot | None:
        """Return the snapshot if the requester may read this part of the document.

        Watermarked pages are passed on to the application.
        """
        cached = self._access.find_snapshot(environ, meeting_id)
        if cached is None or part[0] not in cached.documents:
            return None
        if part[1] == "images" and part[0] in cached.watermarked:
            return None
        return cached if part in self._checked or self._check(part) else None

    def _check(self, part: Part) -> bool:
        document_id, kind, sha256 = part
        try:
            with self._access.read_session() as session:
                _CHECKS[kind](session, document_id, sha256)
        except KioskError:
            return False  # the application answers with an error message
        if len(self._checked) >= MAX_CHECKED_PARTS:
            self._checked.clear()
        self._checked.add(part)
        return True

    def _response(
        self, environ: Environ, part: Part, *, is_cacheable: bool
    ) -> tuple[str, list[tuple[str, str]], bytes] | None:
        _, kind, sha256 = part
        tag = f'"{sha256}"'
        headers = [
            ("Cache-Control", CACHE_FOREVER if is_cacheable else NO_STORE),
            *FILE_HEADERS,
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
                return None  # the application answers with an error message
        headers += [("Content-Type", _TYPES[kind]), ("Content-Length", str(len(data)))]
        return "200 OK", headers, data

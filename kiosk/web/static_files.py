"""Serve static files with their types and version."""

import mimetypes
import re
import zlib
from functools import cache
from pathlib import Path

from flask import Flask, Response, request, send_from_directory
from werkzeug.exceptions import NotFound

STATIC = Path(__file__).parents[2] / "static"
# Types that the machine's own tables may lack or define otherwise.
TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
}


# Compressed copies made by `tools/bundle.mjs`: HTTP's coding and the file suffix,
# smallest first.
CODINGS = {"br": ".br", "gzip": ".gz"}
_BUNDLE = re.compile(r"[\w-]+-[A-Z0-9]{8}\.(?:js|css|woff2)")


@cache
def _compressed_copies() -> frozenset[str]:
    """Return their paths in `STATIC`, as they were at the first call."""
    return frozenset(
        path.relative_to(STATIC).as_posix()
        for ending in CODINGS.values()
        for path in STATIC.rglob(f"*{ending}")
    )


def install(app: Flask) -> None:
    """Install the route of static files."""
    for ending, media_type in TYPES.items():
        mimetypes.add_type(media_type, ending)
    compressed = _compressed_copies()

    def send(filename: str = "", version: str = "", bundle: str = "") -> Response:
        if version:
            if not _BUNDLE.fullmatch(bundle):
                raise NotFound
            filename = f"bundles/{bundle}"
        for coding, ending in CODINGS.items():
            copy = filename + ending
            if copy in compressed and request.accept_encodings.quality(coding) > 0:
                media_type, _ = mimetypes.guess_type(filename)
                reply = send_from_directory(STATIC, copy, mimetype=media_type)
                reply.headers["Content-Encoding"] = coding
                break
        else:
            reply = send_from_directory(STATIC, filename)
        if filename + CODINGS["gzip"] in compressed:
            reply.vary.add("Accept-Encoding")
        return reply

    rule = f"{app.static_url_path}/<path:filename>"
    app.add_url_rule(rule, endpoint="static", view_func=send)
    # A page opened before an upgrade asks under the version of then; a bundle is the
    # same under each, since its name holds its content's hash.
    older = "/static/<version>/bundles/<bundle>"
    app.add_url_rule(older, endpoint="static", view_func=send)


@cache
def static_version() -> str:
    """Return a short version of the static files, computed once per process.

    It is part of their address, so clients may cache them for ever. Being fixed for the
    process, pages and the fleet's screen compare the same value.
    """
    check = 0
    for path in sorted(STATIC.rglob("*")):
        if path.is_file():
            stat = path.stat()
            mark = f"{path.relative_to(STATIC)} {stat.st_size} {stat.st_mtime_ns}"
            check = zlib.crc32(mark.encode(), check)
    return f"{check:08x}"

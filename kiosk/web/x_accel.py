"""Let nginx send files by X-Accel-Redirect, after the server's permission check."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from flask import Response, request

from kiosk.vietnamese import fold

# nginx's internal location of the files.
X_ACCEL_PREFIX = "/kiosk-files/"
# Set or cleared by nginx on every request; `live/handshake_middleware.py` removes it
# from others.
X_ACCEL_HEADER = "X-Kiosk-Accel"
PIECE_BYTES = 64 * 1024


def is_offered() -> bool:
    """Tell whether the nginx in front can send files."""
    return request.headers.get(X_ACCEL_HEADER) == X_ACCEL_PREFIX


def set_redirect(reply: Response, place: str) -> None:
    """Let nginx send a file as the body of `reply`.

    `place`: path relative to the folder of the files.
    """
    # nginx would send its own Content-Disposition twice after an internal redirect.
    if disposition := reply.headers.pop("Content-Disposition", None):
        reply.headers["X-Kiosk-Disposition"] = disposition
    reply.headers["X-Accel-Redirect"] = X_ACCEL_PREFIX + place


def send_download(files: Path, place: str, name: str, media_type: str) -> Response:
    """Return a response that downloads a file under `name`, never displayed inline.

    `place`: path relative to `files`, the folder of the files.
    """
    reply = Response(mimetype=media_type)
    # ASCII for old clients, UTF-8 for all others (RFC 6266).
    plain = fold(name).encode("ascii", "ignore").decode()
    names = {"filename": plain, "filename*": f"UTF-8''{quote(name, safe='')}"}
    reply.headers.set("Content-Disposition", "attachment", **names)
    reply.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    reply.headers["Cache-Control"] = "private, no-store"
    if is_offered():
        set_redirect(reply, place)
    else:
        path = files / place
        reply.content_length = path.stat().st_size
        reply.response = _pieces(path)
    return reply


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE_BYTES):
            yield piece

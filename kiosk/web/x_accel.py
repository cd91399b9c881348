"""Letting nginx send a file in the server's place, after the server has said yes."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from flask import Response, request

from kiosk.vietnamese import fold

# Where our nginx keeps the files, for itself alone (`internal`).
X_ACCEL_PREFIX = "/kiosk-files/"
# Our nginx sets or clears it on every request; `live/handshake_middleware.py` strips it elsewhere.
X_ACCEL_HEADER = "X-Kiosk-Accel"
PIECE_BYTES = 64 * 1024


def is_offered() -> bool:
    """Tell whether an nginx of ours is in front and offers to send files."""
    return request.headers.get(X_ACCEL_HEADER) == X_ACCEL_PREFIX


def set_redirect(reply: Response, place: str) -> None:
    """Name in `reply`, otherwise ready, the file that nginx sends as its body.

    `place` is where it lies below the folder of the files.
    """
    # Under its own name nginx would send it twice if it has to come back for the file.
    if disposition := reply.headers.pop("Content-Disposition", None):
        reply.headers["X-Kiosk-Disposition"] = disposition
    reply.headers["X-Accel-Redirect"] = X_ACCEL_PREFIX + place


def send_download(files: Path, place: str, name: str, media_type: str) -> Response:
    """Answer with a file to keep under `name`; never one to show.

    It lies at `place` below `files`, the folder of the files.
    """
    reply = Response(mimetype=media_type)
    # The plain name for old programs, the true one for all others (RFC 6266).
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

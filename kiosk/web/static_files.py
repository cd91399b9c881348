"""The files every screen is made of: where they lie, what they are, which version."""

import mimetypes
import zlib
from functools import cache
from pathlib import Path

STATIC = Path(__file__).parents[2] / "static"
# What the machine's own tables may lack or name otherwise.
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


def install_types() -> None:
    """Let this process answer with the types that browsers insist on."""
    for ending, media_type in TYPES.items():
        mimetypes.add_type(media_type, ending)


@cache
def static_version() -> str:
    """Return a short name for the content of the static files when first asked.

    It is part of their address, so tablets may keep them for ever. A process has one
    version for its whole life: the pages and the fleet's screen compare the same.
    """
    check = 0
    for path in sorted(STATIC.rglob("*")):
        if path.is_file():
            stat = path.stat()
            mark = f"{path.relative_to(STATIC)} {stat.st_size} {stat.st_mtime_ns}"
            check = zlib.crc32(mark.encode(), check)
    return f"{check:08x}"

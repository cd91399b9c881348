"""Bad pictures, and pictures that are none."""

import io
import struct
import zlib

from PIL import Image

from tests.bad import MOST_PAGES, TOO_MANY, Case
from tests.bad.pdfs import deflated, noise
from tests.unit.ingestion import sample_files


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    """A PNG of these chunks."""
    out = b"\x89PNG\r\n\x1a\n"
    for kind, data in (*chunks, (b"IEND", b"")):
        body = kind + data
        out += struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))
    return out


def header(width: int, height: int, *rest: int) -> tuple[bytes, bytes]:
    """The first chunk of a PNG."""
    depth, colour, *more = rest or (8, 0)
    interlaced = more[0] if more else 0
    return b"IHDR", struct.pack(
        ">IIBBBBB", width, height, depth, colour, 0, 0, interlaced
    )


def saved(kind: str, mode: str, size: tuple[int, int] = (300, 400), **more) -> bytes:
    """An empty picture of this kind and mode."""
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind, **more)
    return out.getvalue()


def jpeg_that_claims(width: int, height: int) -> bytes:
    """A small JPEG that says that it is so large."""
    data = bytearray(sample_files.picture("JPEG"))
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def tiff(*, next_at: int = 8, width: int = 100, height: int = 100) -> bytes:
    """A TIFF of one sheet whose list of sheets goes on at `next_at`."""
    entries = [
        (256, 4, 1, width),
        (257, 4, 1, height),
        (258, 3, 1, 8),
        (259, 3, 1, 1),
        (262, 3, 1, 1),
        (273, 4, 1, 200),
        (278, 4, 1, height),
        (279, 4, 1, 10_000),
    ]
    out = b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", len(entries))
    for tag, kind, count, value in entries:
        out += struct.pack("<HHII", tag, kind, count, value)
    out += struct.pack("<I", next_at)
    return out.ljust(200, b"\0") + b"\x80" * 10_000


def sheets(count: int) -> bytes:
    """A TIFF of so many sheets."""
    out = io.BytesIO()
    first, *others = [Image.new("1", (9, 9)) for _ in range(count)]
    first.save(out, "TIFF", save_all=True, append_images=others)
    return out.getvalue()


def huge_text() -> bytes:
    """A PNG with a note that unpacks to 300 MB."""
    note = deflated(b"a" * 1_000_000, 300)
    rows = zlib.compress(b"\0" * 10_100)
    return png(header(100, 100), (b"zTXt", b"Title\0\0" + note), (b"IDAT", rows))


_SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'
_ROWS = zlib.compress(b"\0" * 10_100)
CASES = {
    "jpeg: no byte": Case("a.jpg", lambda: b"", word="rỗng"),
    "jpeg: cut off": Case(
        "a.jpg", lambda: sample_files.picture("JPEG")[:-1500], word="hỏng"
    ),
    "jpeg: three bytes": Case("a.jpg", lambda: b"\xff\xd8\xff", word="hỏng"),
    "jpeg: noise": Case(
        "a.jpg", lambda: b"\xff\xd8\xff\xe0" + noise(40_000), word="hỏng"
    ),
    "jpeg: of no size": Case("a.jpg", lambda: jpeg_that_claims(0, 0), word="hỏng"),
    "jpeg: claims the world": Case(
        "a.jpg", lambda: jpeg_that_claims(65_000, 65_000), word="triệu điểm ảnh"
    ),
    "jpeg: four inks": Case("a.jpg", lambda: saved("JPEG", "CMYK"), "ready"),
    "jpeg: called PNG": Case(
        "a.png", lambda: sample_files.picture("JPEG"), word="JPEG"
    ),
    "jpeg: and HTML too": Case(
        "a.jpg", lambda: sample_files.picture("JPEG") + b"<script>1</script>", "ready"
    ),
    "png: claims the world": Case(
        "a.png", sample_files.huge_png, word="triệu điểm ảnh"
    ),
    "png: a strip of 16,000": Case(
        "a.png", lambda: saved("PNG", "L", (3, 16_000)), "ready"
    ),
    "png: one dot": Case("a.png", lambda: saved("PNG", "L", (1, 1)), "ready"),
    "png: sixteen bits": Case("a.png", lambda: saved("PNG", "I;16"), "ready"),
    "png: no rows": Case("a.png", lambda: png(header(100, 100)), word="hỏng"),
    "png: too few rows": Case(
        "a.png", lambda: png(header(100, 900), (b"IDAT", _ROWS)), "either"
    ),
    "png: unknown depth": Case(
        "a.png", lambda: png(header(100, 100, 77, 9), (b"IDAT", _ROWS)), word="hỏng"
    ),
    "png: a note of 300 MB": Case("a.png", huge_text, "either"),
    "png: wrong sums": Case(
        "a.png", lambda: sample_files.picture().replace(b"IDAT", b"IDAX"), word="hỏng"
    ),
    "tiff: cut off": Case("a.tif", lambda: sample_files.scan()[:600], word="hỏng"),
    "tiff: sheets in a circle": Case("a.tif", tiff, "either"),
    "tiff: sheets beyond the end": Case(
        "a.tif", lambda: tiff(next_at=999_999_999), "either"
    ),
    "tiff: claims the world": Case(
        "a.tif", lambda: tiff(next_at=0, width=60_000, height=60_000), word="triệu"
    ),
    "tiff: one sheet too many": Case(
        "a.tif", lambda: sheets(MOST_PAGES + 1), word=TOO_MANY
    ),
    "tiff: 12 sheets, packed": Case("a.tiff", lambda: sample_files.scan(12), "ready"),
    "tiff: real numbers": Case("a.tif", lambda: saved("TIFF", "F"), "either"),
    "tiff: noise": Case("a.tif", lambda: b"II*\0" + noise(9000), word="hỏng"),
    "webp": Case("a.webp", lambda: sample_files.picture("WEBP"), "ready"),
    "webp: called JPEG": Case(
        "a.jpg", lambda: sample_files.picture("WEBP"), word="WEBP"
    ),
    "gif": Case("a.gif", lambda: sample_files.picture("GIF"), "ready"),
    "bmp: cut off": Case(
        "a.bmp", lambda: sample_files.picture("BMP")[:900], word="hỏng"
    ),
    "gif: called PNG": Case("a.png", lambda: sample_files.picture("GIF"), word="GIF"),
    "bmp: called JPEG": Case("a.jpg", lambda: sample_files.picture("BMP"), word="BMP"),
    "svg: called PNG": Case("a.png", lambda: _SVG, word="SVG"),
    "html: called JPEG": Case("a.jpg", lambda: b"<!-- x --><HTML>", word="HTML"),
}

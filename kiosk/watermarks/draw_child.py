"""Draw watermarked pages: `python -m kiosk.watermarks.draw_child`, in the sandbox.

Argument: the folder of the files. Reads one WatermarkRequest per line, writes the image
to its path, and prints its size in bytes, 0 on failure.
"""

import sys
from functools import lru_cache
from pathlib import Path

import msgspec
from PIL import Image, ImageDraw, ImageFont

from kiosk.storage.files import path_of
from kiosk.watermarks.rules import Watermark, WatermarkRequest

# Debian package fonts-noto-core; covers all Vietnamese letters.
FONT_PATH = "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf"
# Page width divided by font size.
LETTERS_PER_WIDTH = 44
MIN_LETTER_PIXELS = 9
MAX_LINE_LETTERS = 60
TILT = 30  # degrees
INK = (84, 92, 122)
# Of 255: readable on white and on dark, with the text below still readable.
OPACITY = 72
# JPEG encodes in a tenth of the time of WebP with a third more bytes
# (docs/decisions/0016-marks-log-and-document.md).
JPEG_QUALITY = 60
# Decoded pages kept in memory: many readers ask for the same few.
CACHED_PAGES = 6


@lru_cache(maxsize=4)
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT_PATH, size)


def watermark_tile(mark: Watermark, width: int) -> Image.Image:
    """Return one rotated copy of the watermark as an opacity mask."""
    size = max(MIN_LETTER_PIXELS, width // LETTERS_PER_WIDTH)
    font, step = _font(size), round(size * 1.3)
    lines = [line[:MAX_LINE_LETTERS] for line in (mark.name, mark.unit, mark.moment)]
    lines = [line for line in lines if line]
    across = max(round(font.getlength(line)) for line in lines)
    tile = Image.new("L", (across + 4, step * len(lines) + size // 2), 0)
    pen = ImageDraw.Draw(tile)
    for index, line in enumerate(lines):
        pen.text((2, index * step), line, fill=OPACITY, font=font)
    return tile.rotate(TILT, expand=True, resample=Image.Resampling.BILINEAR)


def tile_watermark(page: Image.Image, tile: Image.Image) -> Image.Image:
    """Return the page covered with the watermark in shifted rows."""
    marked = page.copy()
    across, down = tile.width * 5 // 4, tile.height * 5 // 4
    for row, top in enumerate(range(-tile.height // 3, page.height, down)):
        shift = (row % 2) * across // 2 + tile.width // 2
        for left in range(-shift, page.width, across):
            marked.paste(INK, (left, top), tile)
    return marked


def draw(page: Image.Image, mark: Watermark, path: Path) -> int:
    """Write the watermarked page to `path` atomically; return its size in bytes."""
    marked = tile_watermark(page, watermark_tile(mark, page.width))
    path.parent.mkdir(exist_ok=True)
    part = path.with_suffix(".part")
    marked.save(part, "JPEG", quality=JPEG_QUALITY)
    part.rename(path)
    return path.stat().st_size


def main(arguments: list[str]) -> int:
    """Draw the pages requested on standard input."""
    files = Path(arguments[0])

    @lru_cache(maxsize=CACHED_PAGES)
    def clean(sha256: str) -> Image.Image:
        with Image.open(files / path_of(sha256), formats=["WEBP"]) as image:
            return image.convert("RGB")

    for line in sys.stdin.buffer:
        size = 0
        try:
            request = msgspec.json.decode(line, type=WatermarkRequest)
            size = draw(clean(request.sha256), request.mark, files / request.path)
        except (OSError, ValueError, SyntaxError, MemoryError) as error:
            sys.stderr.write(f"{type(error).__name__}: {error}\n")
        sys.stdout.write(f"{size}\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

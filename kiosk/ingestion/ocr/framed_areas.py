"""Frames on a page's picture, such as stamps have; what stands in them is read apart.

On a page with little else, Tesseract takes a frame with its words for a drawing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from PIL import Image, ImageOps

from kiosk.ingestion.ocr.ocr_image import OCR_DPI
from kiosk.ingestion.secrecy_stamps import STAMP_AREA_SHARE

# The page is looked at so much smaller: lines stay whole, noise is averaged away.
_SMALLER = 3
# What is darker than this is ink.
_INK = 140
# A frame is so wide and so high, in points, and covers less of its own field.
_WIDTHS, _HEIGHTS = (30, 320), (14, 130)
_MOST_COVERED = 0.6
# As many are read; drawings have many.
_MOST_FRAMES = 4
# White around a frame, in pixels.
_AROUND = 40
_POINT = OCR_DPI / 72 / _SMALLER
_RUN = re.compile(b"\xff+")

# From, to (not included), both in pixels of one row, and the piece it belongs to.
_Stretch = tuple[int, int, "_Piece"]


@dataclass
class _Piece:
    """Ink that hangs together."""

    left: int
    top: int
    right: int
    bottom: int
    ink: int
    # It was found to be part of this one.
    whole: "_Piece | None" = field(default=None, repr=False)

    def found(self) -> "_Piece":
        piece = self
        while piece.whole is not None:
            piece = piece.whole
        return piece

    def take(self, other: "_Piece") -> None:
        other.whole = self
        self.left, self.top = min(self.left, other.left), min(self.top, other.top)
        self.right = max(self.right, other.right)
        self.bottom = max(self.bottom, other.bottom)
        self.ink += other.ink

    def is_within(self, other: "_Piece") -> bool:
        return (
            other.left < self.left
            and other.top < self.top
            and self.right < other.right
            and self.bottom < other.bottom
        )

    def may_be_frame(self) -> bool:
        width, height = self.right - self.left, self.bottom - self.top
        return (
            _WIDTHS[0] <= width / _POINT <= _WIDTHS[1]
            and _HEIGHTS[0] <= height / _POINT <= _HEIGHTS[1]
            and self.ink < _MOST_COVERED * width * height
        )


def framed(grey: Image.Image) -> Iterator[Image.Image]:
    """Give the frames in the upper part of a page of 300 dpi, each with its content."""
    upper = grey.crop((0, 0, grey.width, round(grey.height * STAMP_AREA_SHARE)))
    small = upper.reduce(_SMALLER)
    pieces = _pieces(small.point(lambda value: 255 if value < _INK else 0))
    frames = [
        frame
        for frame in pieces
        if frame.may_be_frame() and any(piece.is_within(frame) for piece in pieces)
    ]
    for frame in islice(frames, _MOST_FRAMES):
        sides = (frame.left, frame.top, frame.right, frame.bottom)
        left, top, right, bottom = (side * _SMALLER for side in sides)
        part = upper.crop((left, top, min(right, upper.width), bottom))
        yield ImageOps.expand(part, _AROUND, fill=255)


def _pieces(mask: Image.Image) -> list[_Piece]:
    """Return the pieces of ink, which is 255, from the top down."""
    data, width = mask.tobytes(), mask.width
    above: list[_Stretch] = []
    pieces: list[_Piece] = []
    for y in range(mask.height):
        row: list[_Stretch] = []
        for run in _RUN.finditer(data, y * width, (y + 1) * width):
            start, end = run.start() - y * width, run.end() - y * width
            piece = _Piece(start, y, end, y + 1, end - start)
            pieces.append(piece)
            row.append((start, end, piece))
        _join(above, row)
        above = row
    return [piece for piece in pieces if piece.whole is None]


def _join(above: list[_Stretch], row: list[_Stretch]) -> None:
    """Make one what touches, also corner to corner, in two rows of stretches."""
    index = 0
    for start, end, piece in row:
        while index < len(above) and above[index][1] < start:
            index += 1
        at = index
        while at < len(above) and above[at][0] <= end:
            old, new = above[at][2].found(), piece.found()
            if old is not new:
                old.take(new)
            at += 1

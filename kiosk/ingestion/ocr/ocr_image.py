"""A page as a picture for recognising: upright, level, black on white; and back."""

import math
from dataclasses import dataclass

from PIL import Image, ImageChops

# What scans are recognised at; Tesseract was taught on about this.
OCR_DPI = 300
# An A4 ocr_image is 2480 × 3508 at 300 dpi; a poster is made smaller.
OCR_MAX_PIXELS = 20_000_000
# Turning a line askew by less than this changes no letter, in degrees.
MIN_SKEW = 0.15
# Beyond this it is no skew but a drawing.
MAX_SKEW = 9.0

_PAPER = 255
# Ink is so much darker than the paper, of 255.
_INK_DEPTH = 70
# A ocr_image with less ink than this share is blank: dust, the shadow of a staple.
BLANK_SHARE = 0.0004
# No letter fits into less than this, in pixels.
_LEAST_SIDE = 24
# A border of this share is not looked at: scanners leave dark edges.
_EDGE_SHARE = 0.03
# How much redder than green and blue a red stamp is, of 255.
_RED_DEPTH = 50
RED_SHARE = 0.0002

Box = tuple[float, float, float, float]


def without_red(picture: Image.Image) -> Image.Image:
    """Return the page in grey with red ink faded: a stamp over text hides no letter."""
    if picture.mode != "RGB":
        return picture.convert("L")
    return picture.getchannel("R")


def red_ink(picture: Image.Image) -> Image.Image | None:
    """Return only the red ink, black on white; None if there is hardly any."""
    if picture.mode != "RGB":
        return None
    depth = _redness(picture)
    if _share_of_red(depth) < RED_SHARE:
        return None
    return ImageChops.invert(depth.point(lambda value: min(_PAPER, value * 2)))


def red_share(picture: Image.Image) -> float:
    """Return how much of a coloured page is red ink."""
    return _share_of_red(_redness(picture))


def _redness(picture: Image.Image) -> Image.Image:
    red, green, blue = picture.split()
    return ImageChops.subtract(red, ImageChops.lighter(green, blue))


def _share_of_red(depth: Image.Image) -> float:
    return share_of_white(
        depth.point(lambda value: _PAPER if value > _RED_DEPTH else 0)
    )


def share_of_white(mask: Image.Image) -> float:
    """Return which share of a mask of 0 and 255 is 255."""
    return mask.histogram()[_PAPER] / max(1, mask.width * mask.height)


def is_blank(grey: Image.Image) -> bool:
    """Tell whether a ocr_image has nothing on it but paper."""
    across, down = int(grey.width * _EDGE_SHARE), int(grey.height * _EDGE_SHARE)
    if min(grey.size) < _LEAST_SIDE:
        return True
    inner = grey.crop((across, down, grey.width - across, grey.height - down))
    # Averaging takes away the noise of the lamp, and leaves letters.
    small = inner.reduce(3)
    histogram = small.histogram()
    paper = max(range(len(histogram)), key=histogram.__getitem__)
    ink = sum(histogram[: max(0, paper - _INK_DEPTH)])
    # A dark page is a picture, not an empty ocr_image.
    return paper > _PAPER // 2 and ink / max(1, sum(histogram)) < BLANK_SHARE


@dataclass(frozen=True)
class OcrImage:
    """A page rotated upright and level, and the way back to the page as shown."""

    image: Image.Image
    # Quarter turns counter-clockwise, then degrees of the rest, that made it so.
    quarters: int = 0
    skew: float = 0.0

    def rotated(self, quarters: int) -> "OcrImage":
        """Return the ocr_image after so many quarter turns counter-clockwise."""
        turns = {
            1: Image.Transpose.ROTATE_90,
            2: Image.Transpose.ROTATE_180,
            3: Image.Transpose.ROTATE_270,
        }
        turn = turns.get(quarters % 4)
        if turn is None:
            return self
        return OcrImage(self.image.transpose(turn), (self.quarters + quarters) % 4)

    def deskewed(self, degrees: float) -> "OcrImage":
        """Return the ocr_image rotated counter-clockwise by a few degrees, if need be."""
        if not MIN_SKEW <= abs(degrees) <= MAX_SKEW:
            return self
        level = self.image.rotate(
            degrees, resample=Image.Resampling.BICUBIC, fillcolor=_PAPER
        )
        return OcrImage(level, self.quarters, degrees)

    def to_fractions(self, box: Box) -> Box:
        """Turn left, top, right, bottom in pixels into fractions of the page as shown.

        A level box stays level: its middle is rotated back, its sides keep their length.
        """
        left, top, right, bottom = box
        width, height = self.image.size
        angle = math.radians(self.skew)
        across, down = (left + right - width) / 2, (top + bottom - height) / 2
        x = width / 2 + math.cos(angle) * across - math.sin(angle) * down
        y = height / 2 + math.sin(angle) * across + math.cos(angle) * down
        w, h = (right - left) / width, (bottom - top) / height
        x, y = x / width - w / 2, y / height - h / 2
        for _ in range(self.quarters):
            # Back by one quarter, clockwise.
            x, y, w, h = 1 - y - h, x, h, w
        x, y = max(0.0, x), max(0.0, y)
        w, h = min(w, 1 - x), min(h, 1 - y)
        return round(x, 5), round(y, 5), round(w, 5), round(h, 5)

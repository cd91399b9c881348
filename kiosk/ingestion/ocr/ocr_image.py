"""Prepare a page image for OCR, and map boxes back to the page as shown."""

import math
from dataclasses import dataclass

from PIL import Image, ImageChops

# Resolution that Tesseract was trained on, roughly.
OCR_DPI = 300
# A4 at 300 dpi has 2480 × 3508; larger pages are scaled down.
OCR_MAX_PIXELS = 20_000_000
# A smaller skew does not affect recognition, in degrees.
MIN_SKEW = 0.15
# A larger angle is a drawing, not a skewed scan.
MAX_SKEW = 9.0

_PAPER = 255
# Minimum difference between ink and paper, of 255.
_INK_DEPTH = 70
# Share of ink below which a page is blank: dust, the shadow of a staple.
BLANK_SHARE = 0.0004
# Smaller images hold no letter, in pixels.
_MIN_SIDE = 24
# Border that is ignored: scanners leave dark edges.
_EDGE_SHARE = 0.03
# How much red exceeds green and blue in a red stamp, of 255.
_RED_DEPTH = 50
RED_SHARE = 0.0002

Box = tuple[float, float, float, float]


def without_red(picture: Image.Image) -> Image.Image:
    """Return the page in grey with red ink removed: stamps then cover no letters."""
    if picture.mode != "RGB":
        return picture.convert("L")
    return picture.getchannel("R")


def red_ink(picture: Image.Image) -> Image.Image | None:
    """Return the red ink as black on white; None if there is hardly any."""
    if picture.mode != "RGB":
        return None
    depth = _redness(picture)
    if _share_of_red(depth) < RED_SHARE:
        return None
    return ImageChops.invert(depth.point(lambda value: min(_PAPER, value * 2)))


def red_share(picture: Image.Image) -> float:
    """Return the share of red ink on a coloured page."""
    return _share_of_red(_redness(picture))


def _redness(picture: Image.Image) -> Image.Image:
    red, green, blue = picture.split()
    return ImageChops.subtract(red, ImageChops.lighter(green, blue))


def _share_of_red(depth: Image.Image) -> float:
    return share_of_white(
        depth.point(lambda value: _PAPER if value > _RED_DEPTH else 0)
    )


def share_of_white(mask: Image.Image) -> float:
    """Return the share of 255 in a mask of 0 and 255."""
    return mask.histogram()[_PAPER] / max(1, mask.width * mask.height)


def is_blank(grey: Image.Image) -> bool:
    """Tell whether a page is blank."""
    across, down = int(grey.width * _EDGE_SHARE), int(grey.height * _EDGE_SHARE)
    if min(grey.size) < _MIN_SIDE:
        return True
    inner = grey.crop((across, down, grey.width - across, grey.height - down))
    # Averaging removes sensor noise and keeps letters.
    small = inner.reduce(3)
    histogram = small.histogram()
    paper = max(range(len(histogram)), key=histogram.__getitem__)
    ink = sum(histogram[: max(0, paper - _INK_DEPTH)])
    # A dark page is a picture.
    return paper > _PAPER // 2 and ink / max(1, sum(histogram)) < BLANK_SHARE


@dataclass(frozen=True)
class OcrImage:
    """A page rotated upright and deskewed, with the way back."""

    image: Image.Image
    # The applied quarter turns counter-clockwise, then degrees.
    quarters: int = 0
    skew: float = 0.0

    def rotated(self, quarters: int) -> "OcrImage":
        """Return the page after `quarters` more quarter turns counter-clockwise."""
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
        """Return the page rotated counter-clockwise by `degrees` if that is a skew."""
        if not MIN_SKEW <= abs(degrees) <= MAX_SKEW:
            return self
        level = self.image.rotate(
            degrees, resample=Image.Resampling.BICUBIC, fillcolor=_PAPER
        )
        return OcrImage(level, self.quarters, degrees)

    def to_fractions(self, box: Box) -> Box:
        """Convert left, top, right, bottom in pixels to fractions of the page as shown.

        Boxes stay axis-parallel: the centre is rotated back, the sides keep their
        length.
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
            # One quarter clockwise.
            x, y, w, h = 1 - y - h, x, h, w
        x, y = max(0.0, x), max(0.0, y)
        w, h = min(w, 1 - x), min(h, 1 - y)
        return round(x, 5), round(y, 5), round(w, 5), round(h, 5)

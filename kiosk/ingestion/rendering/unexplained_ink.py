"""Detect ink that the text does not explain: a stamp as an image or drawing."""

from collections.abc import Iterator, Sequence
from itertools import islice

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageDraw
from pypdfium2 import raw

from kiosk.ingestion.ocr.ocr_image import RED_SHARE, red_share
from kiosk.ingestion.rendering.page_coordinates import PageCoordinates
from kiosk.ingestion.rendering.text_layer import WordBox
from kiosk.ingestion.secrecy_stamps import STAMP_AREA_SHARE

# Size range of a stamp image, in points.
_WIDTHS, _HEIGHTS = (30, 320), (12, 130)
_MAX_PICTURES = 40
_FORMS_INSIDE_FORMS = 3
# Width in pixels of the examined image.
_ACROSS = 600
# A larger red share is a coloured area.
_MAX_RED = 0.1
# Black on white: maximum colour difference, and threshold and share of dark pixels.
_GREY_DEPTH, _DARK = 40, 110
_DARK_SHARE = (0.003, 0.7)

Box = tuple[float, float, float, float]


def may_contain_stamp(
    page: pdfium.PdfPage, image: Image.Image, words: Sequence[WordBox]
) -> bool:
    """Tell whether a page with text may also bear a stamp outside that text.

    `image` is the drawn page; word boxes are fractions of it.
    """
    if not words:
        return False
    small = image.reduce(max(1, image.width // _ACROSS)).convert("RGB")
    top = round(small.height * STAMP_AREA_SHARE)
    for box, is_small in _pictures(page):
        if (
            is_small
            and box[1] < STAMP_AREA_SHARE
            and _is_black_on_white(small.crop(_pixel_box(small, box)))
        ):
            return True
        if not is_small:
            small.paste("white", _pixel_box(small, box))
    without = blank_out_words(small, words).crop((0, 0, small.width, top))
    return RED_SHARE <= red_share(without) <= _MAX_RED


def blank_out_words(picture: Image.Image, words: Sequence[WordBox]) -> Image.Image:
    """Return the picture of a page with its words painted white."""
    left = picture.copy()
    pen = ImageDraw.Draw(left)
    for x, y, w, h, *_ in words:
        pen.rectangle(_pixel_box(picture, (x, y, w, h)), fill="white")
    return left


def _pixel_box(picture: Image.Image, box: Box) -> tuple[int, int, int, int]:
    x, y, w, h = box
    left, top = max(0.0, x) * picture.width, max(0.0, y) * picture.height
    right, bottom = (x + w) * picture.width, (y + h) * picture.height
    return int(left), int(top), max(int(left), int(right)), max(int(top), int(bottom))


def _is_black_on_white(part: Image.Image) -> bool:
    """Tell whether a small image may be black letters on white."""
    if min(part.size) < 1:
        return False
    red, green, blue = part.split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    least = ImageChops.darker(ImageChops.darker(red, green), blue)
    coloured = ImageChops.subtract(most, least).histogram()[_GREY_DEPTH:]
    if any(coloured):
        return False
    dark = sum(green.histogram()[:_DARK]) / (part.width * part.height)
    return _DARK_SHARE[0] <= dark <= _DARK_SHARE[1]


def _pictures(page: pdfium.PdfPage) -> Iterator[tuple[Box, bool]]:
    """Yield the boxes of images as fractions, and whether they have a stamp's size."""
    coordinates = PageCoordinates(page)
    kinds = [raw.FPDF_PAGEOBJ_IMAGE]
    images = page.get_objects(filter=kinds, max_depth=_FORMS_INSIDE_FORMS)
    for image_object in islice(images, _MAX_PICTURES):
        left, bottom, right, top = image_object.get_bounds()
        sides = sorted((right - left, top - bottom))
        is_small = (
            _HEIGHTS[0] <= sides[0] <= _HEIGHTS[1]
            and _WIDTHS[0] <= sides[1] <= _WIDTHS[1]
        )
        yield coordinates.to_fractions((left, bottom, right, top)), is_small

"""A first look at a PDF page: is its text worth anything, how fine is its scan."""

import ctypes
import re
from collections.abc import Iterator

import pypdfium2 as pdfium
from pypdfium2 import raw

from kiosk.documents.readable import FEW_LETTERS, count_letters, must_recognise

POINTS_PER_INCH = 72
# Every so many characters the font is asked for.
_FONT_STEP = 150
_NAME_BYTES = 200
# Objects looked at; a plan may have a million lines.
_MOST_OBJECTS = 2_000
_FORMS_INSIDE_FORMS = 3
_INK = re.compile(r"\S")


def look(page: pdfium.PdfPage, text: str) -> tuple[bool, int]:
    """Tell whether the page must be read from its picture, and the picture's dpi."""
    share, dpi, has_marks = 0.0, 0, True
    if count_letters(text) < FEW_LETTERS:
        # Only then they matter; going through all that is drawn takes its time.
        share, dpi, has_marks = _pictures(page)
    fonts = set(_fonts(page)) if _INK.search(text) else set()
    must = must_recognise(text, fonts=fonts, picture_share=share, has_marks=has_marks)
    return must, dpi if must else 0


def _pictures(page: pdfium.PdfPage) -> tuple[float, int, bool]:
    """Return the largest picture's share of the page, its dpi, and: is there anything.

    Scanners cut a page into strips or layers: their shares count together.
    """
    width, height = page.get_size()
    share, dpi, largest, has_marks = 0.0, 0.0, 0.0, False
    for index, thing in enumerate(page.get_objects(max_depth=_FORMS_INSIDE_FORMS)):
        if index >= _MOST_OBJECTS:
            break
        has_marks = True
        if thing.type != raw.FPDF_PAGEOBJ_IMAGE:
            continue
        left, bottom, right, top = thing.get_bounds()
        across, down = right - left, top - bottom
        if across <= 0 or down <= 0:
            continue
        part = across * down / (width * height)
        share += part
        if part > largest:
            largest = part
            pixels = max(thing.get_px_size())
            dpi = pixels * POINTS_PER_INCH / max(across, down)
    return min(1.0, share), round(dpi), has_marks


def _fonts(page: pdfium.PdfPage) -> Iterator[str]:
    textpage = page.get_textpage()
    try:
        buffer, flags = ctypes.create_string_buffer(_NAME_BYTES), ctypes.c_int()
        for index in range(0, textpage.count_chars(), _FONT_STEP):
            raw.FPDFText_GetFontInfo(
                textpage.raw, index, buffer, _NAME_BYTES, ctypes.byref(flags)
            )
            yield buffer.value.decode("utf-8", "replace")
    finally:
        textpage.close()

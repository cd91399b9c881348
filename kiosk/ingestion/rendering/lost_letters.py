"""Detect letters that are in a page's text but missing in its image."""

import ctypes
from collections import defaultdict

import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw

from kiosk.ingestion.rendering.page_coordinates import PageCoordinates

_MAX_CHARACTERS = 20_000
# Letters beyond ASCII up to the last Vietnamese one: fonts may lack them.
_FIRST, _LAST = 0xC0, 0x1EF9
# Occurrences checked before a letter counts as missing.
_TRIES = 3
# Missing letters required for a finding: one alone may be covered by a line or picture.
_MIN_LOST = 2
# Inset of the checked area, so that neighbouring letters do not reach into it.
_INSET_ACROSS, _INSET_DOWN = 0.15, 0.15
# Minimum difference between ink and background, of 255.
_CONTRAST = 24


def has_lost_letters(page: pdfium.PdfPage, image: Image.Image) -> bool:
    """Tell whether letters of the page's text are not drawn on `image`."""
    textpage = page.get_textpage()
    coordinates, grey = PageCoordinates(page), image.convert("L")
    tried: dict[str, int] = defaultdict(int)
    drawn: set[str] = set()
    try:
        for index in range(min(textpage.count_chars(), _MAX_CHARACTERS)):
            code = raw.FPDFText_GetUnicode(textpage.raw, index)
            if not _FIRST <= code <= _LAST:
                continue
            key = f"{_font(textpage, index)}{chr(code)}"
            if key in drawn or tried[key] >= _TRIES or _is_unseen(textpage, index):
                continue
            tried[key] += 1
            part = grey.crop(_place(textpage, index, coordinates, grey))
            if not min(part.size) or _is_inked(part):
                drawn.add(key)
    finally:
        textpage.close()
    lost = [key for key, times in tried.items() if times and key not in drawn]
    return len(lost) >= _MIN_LOST


def _is_inked(part: Image.Image) -> bool:
    tones = [tone for tone, count in enumerate(part.histogram()) if count]
    return tones[-1] - tones[0] >= _CONTRAST


def _font(textpage: pdfium.PdfTextPage, index: int) -> int:
    obj = raw.FPDFText_GetTextObject(textpage.raw, index)
    font = raw.FPDFTextObj_GetFont(obj) if obj else None
    return ctypes.addressof(font.contents) if font else 0


def _is_unseen(textpage: pdfium.PdfTextPage, index: int) -> bool:
    obj = raw.FPDFText_GetTextObject(textpage.raw, index)
    mode = raw.FPDFTextObj_GetTextRenderMode(obj) if obj else 0
    return bool(mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE)


def _place(
    textpage: pdfium.PdfTextPage,
    index: int,
    coordinates: PageCoordinates,
    picture: Image.Image,
) -> tuple[int, int, int, int]:
    x, y, w, h = coordinates.to_fractions(textpage.get_charbox(index, loose=True))
    x, w = x + w * _INSET_ACROSS, w * (1 - 2 * _INSET_ACROSS)
    y, h = y + h * _INSET_DOWN, h * (1 - 2 * _INSET_DOWN)
    across, down = picture.size
    left, top = max(0, int(x * across)), max(0, int(y * down))
    # A letter outside the visible page gives an empty box.
    right, bottom = int((x + w) * across), int((y + h) * down)
    return left, top, max(left, min(right, across)), max(top, min(bottom, down))

"""Decide whether a PDF page needs OCR, and measure its images."""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

from kiosk.ingestion.rendering.resolution import POINTS_PER_INCH
from kiosk.ingestion.rendering.text_quality import (
    FULL_PAGE_SHARE,
    MIN_TEXT_LETTERS,
    count_letters,
    needs_ocr,
)

# Every nth character is asked for its font.
_FONT_STEP = 150
_NAME_BYTES = 200
# Every nth character is asked for its text render mode.
_MODE_STEP = 40
# Limit on examined objects; drawings may have a million.
_MAX_OBJECTS = 2_000
_FORMS_INSIDE_FORMS = 3
_INK = re.compile(r"\S")


@dataclass(frozen=True)
class PageProbe:
    """Whether a page needs OCR, and the resolution of its image in dots per inch."""

    needs_ocr: bool
    dpi: int = 0
    # The text is an invisible layer of an earlier OCR, not verified yet.
    is_layer: bool = False


def probe_page(page: pdfium.PdfPage, text: str) -> PageProbe:
    """Return whether the page needs OCR."""
    share, dpi, has_marks = 0.0, 0, True
    is_little = count_letters(text) < MIN_TEXT_LETTERS
    is_unseen = not is_little and _is_mostly_invisible(page)
    if is_little or is_unseen:
        # Examining all objects is slow: only where the result depends on it.
        share, dpi, has_marks = _measure_images(page)
    if is_unseen and share >= FULL_PAGE_SHARE:
        return PageProbe(needs_ocr=True, dpi=dpi, is_layer=True)
    fonts = set(_fonts(page)) if _INK.search(text) else set()
    must = needs_ocr(text, fonts=fonts, picture_share=share, has_marks=has_marks)
    return PageProbe(must, dpi if must else 0)


def _is_mostly_invisible(page: pdfium.PdfPage) -> bool:
    """Tell whether most letters are invisible or covered by an image."""
    textpage = page.get_textpage()
    try:
        modes = [
            raw.FPDFTextObj_GetTextRenderMode(obj)
            for index in range(0, textpage.count_chars(), _MODE_STEP)
            if (obj := raw.FPDFText_GetTextObject(textpage.raw, index))
        ]
    finally:
        textpage.close()
    unseen = modes.count(raw.FPDF_TEXTRENDERMODE_INVISIBLE)
    return 2 * unseen > len(modes) or _is_covered(page)


def _is_covered(page: pdfium.PdfPage) -> bool:
    """Tell whether a full-page image is drawn after text."""
    width, height = page.get_size()
    edges = [ctypes.c_float() for _ in range(4)]
    pointers = [ctypes.byref(edge) for edge in edges]
    has_text = False
    # Raw PDFium calls: Python objects for everything drawn are too slow.
    for index in range(min(raw.FPDFPage_CountObjects(page.raw), _MAX_OBJECTS)):
        obj = raw.FPDFPage_GetObject(page.raw, index)
        kind = raw.FPDFPageObj_GetType(obj)
        has_text = has_text or kind == raw.FPDF_PAGEOBJ_TEXT
        if has_text and kind == raw.FPDF_PAGEOBJ_IMAGE:
            raw.FPDFPageObj_GetBounds(obj, *pointers)
            left, bottom, right, top = (edge.value for edge in edges)
            if (right - left) * (top - bottom) >= FULL_PAGE_SHARE * width * height:
                return True
    return False


def _measure_images(page: pdfium.PdfPage) -> tuple[float, int, bool]:
    """Return the images' share of the page, the largest one's dpi, and has_marks.

    Scanners split a page into strips or layers: the shares are added up.
    """
    width, height = page.get_size()
    share, dpi, largest, has_marks = 0.0, 0.0, 0.0, False
    for index, obj in enumerate(page.get_objects(max_depth=_FORMS_INSIDE_FORMS)):
        if index >= _MAX_OBJECTS:
            break
        has_marks = True
        if obj.type != raw.FPDF_PAGEOBJ_IMAGE:
            continue
        left, bottom, right, top = obj.get_bounds()
        across, down = right - left, top - bottom
        if across <= 0 or down <= 0:
            continue
        part = across * down / (width * height)
        share += part
        if part > largest:
            largest = part
            pixels = max(obj.get_px_size())
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

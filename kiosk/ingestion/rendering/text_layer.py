"""Read the text layer of a PDF page: words in reading order with their boxes."""

import ctypes
import re
import unicodedata

import pypdfium2 as pdfium
from pypdfium2 import raw

from kiosk.ingestion.rendering.page_coordinates import PageCoordinates, PdfBox
from kiosk.ingestion.rendering.split_words import JOINER, join_split_words

# x, y, width, height as fractions of the page from the top left, and the word.
WordBox = tuple[float, float, float, float, str]
# A word recognised with low confidence, followed by the confidence of 100.
UncertainWordBox = tuple[float, float, float, float, str, int]

MAX_CHARACTERS = 200_000
# PDFium's code for a hyphen at the end of a line.
_LINE_HYPHEN = "\x02"
# Characters that PDFium reports as something else in text ranges.
_REPLACED = re.compile("[\0-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Dot leaders are words of their own: otherwise the last word of a heading would reach
# across the page.
_LEADER = "[.…_]{4}"
_WORD = re.compile(rf"{_LEADER}[.…_]*|(?:(?!{_LEADER})\S)+")
_UNICODE_END = 0x110000
_SURROGATES = range(0xD800, 0xE000)


def read_text_layer(page: pdfium.PdfPage) -> tuple[list[WordBox], str]:
    """Return the page's words and its plain text (NFC)."""
    textpage = page.get_textpage()
    try:
        count = min(textpage.count_chars(), MAX_CHARACTERS)
        if count <= 0:
            return [], ""
        text = textpage.get_text_range(0, count)
        characters = _characters(textpage, count, text)
        whole = join_split_words(textpage, characters)
        words, hidden = _words(page, textpage, whole)
        if whole is not characters or hidden:
            text = _without(whole, hidden).replace(JOINER, "")
        return words, _plain(text)
    finally:
        textpage.close()


def _plain(text: str) -> str:
    # A lone surrogate or a NUL cannot be stored.
    clean = text.replace(_LINE_HYPHEN, "-").replace("\r\n", "\n").replace("\0", "")
    clean = clean.encode("utf-8", "ignore").decode()
    return unicodedata.normalize("NFC", clean).strip()


def _characters(textpage: pdfium.PdfTextPage, count: int, text: str) -> str:
    """Return one character per PDFium character, blank where there is none."""
    if len(text) == count and not _REPLACED.search(text):
        return text
    unicode_of, handle = raw.FPDFText_GetUnicode, textpage.raw
    return "".join(_char(unicode_of(handle, index)) for index in range(count))


def _words(
    page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, text: str
) -> tuple[list[WordBox], list[tuple[int, int]]]:
    """Return the visible words, and the spans in `text` of the others."""
    coordinates, boxes = PageCoordinates(page), _BoxReader(textpage)
    words, hidden = list[WordBox](), list[tuple[int, int]]()
    for match in _WORD.finditer(text):
        box = boxes.around(match.start(), match.end())
        if box is None:
            continue
        x, y, w, h = coordinates.to_fractions(box)
        if not (0 <= x + w / 2 <= 1 and 0 <= y + h / 2 <= 1):
            hidden.append(match.span())
            continue
        word = unicodedata.normalize("NFC", match[0].replace(JOINER, ""))
        words.append((x, y, w, h, word))
    return words, hidden


def _without(text: str, hidden: list[tuple[int, int]]) -> str:
    """Return the text without the parts outside the visible page."""
    parts, at = list[str](), 0
    for start, end in hidden:
        parts.append(text[at:start])
        at = end
    lines = "".join([*parts, text[at:]]).splitlines()
    return "\n".join(line for line in lines if not hidden or line.strip())


class _BoxReader:
    """Asks PDFium for text boxes with one reused set of buffers."""

    def __init__(self, textpage: pdfium.PdfTextPage) -> None:
        self._raw = textpage.raw
        self._edges = [ctypes.c_double() for _ in range(4)]
        self._pointers = [ctypes.byref(edge) for edge in self._edges]

    def around(self, start: int, end: int) -> PdfBox | None:
        """Return the bounding box of a word in PDF user space."""
        found: PdfBox | None = None
        # PDFium returns one rectangle per font or line.
        for index in range(raw.FPDFText_CountRects(self._raw, start, end - start)):
            raw.FPDFText_GetRect(self._raw, index, *self._pointers)
            left, top, right, bottom = (edge.value for edge in self._edges)
            if found is None:
                found = left, top, right, bottom
            else:
                found = (
                    min(found[0], left),
                    max(found[1], top),
                    max(found[2], right),
                    min(found[3], bottom),
                )
        return found


def _char(code: int) -> str:
    if code == ord(_LINE_HYPHEN):
        return "-"
    if not 0 < code < _UNICODE_END or code in _SURROGATES:
        return " "
    return chr(code)

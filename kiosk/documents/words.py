"""The text layer of a PDF page: words in reading order, each with its box."""

import ctypes
import unicodedata

import pypdfium2 as pdfium
from pypdfium2 import raw

# A box: left, top, width, height as fractions of the page, from its top left.
Word = tuple[float, float, float, float, str]

# The page is laid on a grid of this many steps a side.
GRID = 100_000
MOST_CHARACTERS = 200_000
# PDFium's sign for a hyphen at the end of a line.
_LINE_HYPHEN = "\x02"
_SPACE = 0x20
_UNICODE_END = 0x110000
_SURROGATES = range(0xD800, 0xE000)


def read_words(page: pdfium.PdfPage) -> tuple[list[Word], str]:
    """Return the page's words and its plain text, in NFC."""
    textpage = page.get_textpage()
    try:
        count = min(textpage.count_chars(), MOST_CHARACTERS)
        if count <= 0:
            return [], ""
        text = textpage.get_text_range(0, count)
        return _words(page, textpage, count), _plain(text)
    finally:
        textpage.close()


def _plain(text: str) -> str:
    # A lone surrogate or a NUL could not be stored.
    clean = text.replace(_LINE_HYPHEN, "-").replace("\r\n", "\n").replace("\0", "")
    clean = clean.encode("utf-8", "ignore").decode()
    return unicodedata.normalize("NFC", clean).strip()


class _Boxes:
    """Asks PDFium for character boxes, with one set of buffers for all."""

    def __init__(self, textpage: pdfium.PdfTextPage) -> None:
        self._raw = textpage.raw
        self._edges = [ctypes.c_double() for _ in range(4)]
        self._pointers = [ctypes.byref(edge) for edge in self._edges]

    def box(self, index: int) -> tuple[float, float, float, float]:
        """Return left, right, bottom, top of a character, in the page's own units."""
        raw.FPDFText_GetCharBox(self._raw, index, *self._pointers)
        left, right, bottom, top = self._edges
        return left.value, right.value, bottom.value, top.value


def _words(
    page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, count: int
) -> list[Word]:
    words: list[Word] = []
    boxes = _Boxes(textpage)
    unicode_of, handle = raw.FPDFText_GetUnicode, textpage.raw
    letters: list[str] = []
    edges = [0.0, 0.0, 0.0, 0.0]
    for index in range(count + 1):
        char = _char(unicode_of(handle, index) if index < count else _SPACE)
        if char.isspace():
            if letters:
                words.append((*_on_page(page, edges), _word(letters)))
                letters = []
            continue
        left, right, bottom, top = boxes.box(index)
        if not letters:
            edges = [left, right, bottom, top]
        else:
            edges[0] = min(edges[0], left)
            edges[1] = max(edges[1], right)
            edges[2] = min(edges[2], bottom)
            edges[3] = max(edges[3], top)
        letters.append(char)
    return words


def _char(code: int) -> str:
    if code == ord(_LINE_HYPHEN):
        return "-"
    if not 0 < code < _UNICODE_END or code in _SURROGATES:
        return " "
    return chr(code)


def _word(letters: list[str]) -> str:
    return unicodedata.normalize("NFC", "".join(letters))


def _on_page(
    page: pdfium.PdfPage, edges: list[float]
) -> tuple[float, float, float, float]:
    """Turn a box of the page's own units into fractions of the page as shown.

    PDFium knows about rotation and about a visible part smaller than the page.
    """
    left, right, bottom, top = edges
    x1, y1 = _point(page, left, top)
    x2, y2 = _point(page, right, bottom)
    x, y = min(x1, x2), min(y1, y2)
    return (
        round(x / GRID, 5),
        round(y / GRID, 5),
        round(abs(x2 - x1) / GRID, 5),
        round(abs(y2 - y1) / GRID, 5),
    )


def _point(page: pdfium.PdfPage, x: float, y: float) -> tuple[int, int]:
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(
        page.raw, 0, 0, GRID, GRID, 0, x, y, ctypes.byref(across), ctypes.byref(down)
    )
    return across.value, down.value

"""Read the page label and the internal links of a PDF page with PDFium."""

import ctypes

import pypdfium2 as pdfium
from pypdfium2 import raw

from kiosk.ingestion.rendering.page_coordinates import PageCoordinates
from kiosk.ingestion.rendering.page_navigation import (
    MAX_LABEL_LETTERS,
    Link,
    clean_label,
    clean_links,
)

# UTF-16 with a terminating zero.
_MAX_BYTES = 2 * (4 * MAX_LABEL_LETTERS + 1)
# Limit on examined links; many may lead nowhere.
_MAX_EXAMINED = 2000


def read_label(document: pdfium.PdfDocument, number: int) -> str:
    """Return the page label if it differs from the page number."""
    size = raw.FPDF_GetPageLabel(document.raw, number - 1, None, 0)
    if not 0 < size <= _MAX_BYTES:
        return ""
    buffer = ctypes.create_string_buffer(size)
    raw.FPDF_GetPageLabel(document.raw, number - 1, buffer, size)
    return clean_label(buffer.raw[:-2].decode("utf-16-le", "ignore"), number)


def read_links(
    document: pdfium.PdfDocument, page: pdfium.PdfPage, number: int
) -> list[Link]:
    """Return the links to other pages of the same document, with their boxes."""
    coordinates, found = PageCoordinates(page), list[Link]()
    at, link, edges = ctypes.c_int(0), raw.FPDF_LINK(), raw.FS_RECTF()
    for _ in range(_MAX_EXAMINED):
        if not raw.FPDFLink_Enumerate(page.raw, ctypes.byref(at), ctypes.byref(link)):
            break
        target = _page_of(document, link)
        if target and raw.FPDFLink_GetAnnotRect(link, ctypes.byref(edges)):
            box = (edges.left, edges.top, edges.right, edges.bottom)
            found.append((*coordinates.to_fractions(box), target))
    return clean_links(found, number, len(document))


def _page_of(document: pdfium.PdfDocument, link: raw.FPDF_LINK) -> int:
    """Return the page number a link leads to; 0 if it leaves the document."""
    action = raw.FPDFLink_GetAction(link)
    # A destination in another file has a page index too.
    if action and raw.FPDFAction_GetType(action) != raw.PDFACTION_GOTO:
        return 0
    destination = raw.FPDFLink_GetDest(document.raw, link)
    index = (
        raw.FPDFDest_GetDestPageIndex(document.raw, destination) if destination else -1
    )
    return int(index) + 1

"""PDFs that only PDFium opens, or that are damaged: repaired, or written anew."""

from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from kiosk.errors import N_, Invalid

TAIL_BYTES = 2048
# The permission to print, among those of a locked PDF.
_PRINTING = 1 << 2
_LOCKED = {pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY}


def damaged_pdf() -> Invalid:
    """Return the refusal of a PDF of which no page can be read."""
    return Invalid(
        N_("Tệp PDF bị hỏng hoặc thiếu. Xin xuất lại từ tệp gốc rồi tải lên."),
        code="damaged",
    )


def open_or_repair(source: Path) -> tuple[pikepdf.Pdf, bool]:
    """Return the PDF, and whether pages may be missing because it had to be repaired.

    :raises pikepdf.PasswordError: it does not open without a password.
    :raises pikepdf.PdfError: it cannot be repaired.
    """
    try:
        return pikepdf.open(source, attempt_recovery=False), False
    except pikepdf.PasswordError:
        raise
    except pikepdf.PdfError:
        document = pikepdf.open(source)
    # Scanners write wrong tables of contents into whole files; a file that was cut off
    # has lost its end, and one that lost a part in between has fewer pages.
    is_whole = _has_end(source) and len(document.pages) >= count_pages(source)
    return document, not is_whole


def count_pages(source: Path) -> int:
    """Return how many pages PDFium finds in a PDF; none where it cannot open it."""
    try:
        document = pdfium.PdfDocument(source)
    except pdfium.PdfiumError:
        return 0
    try:
        return len(document)
    finally:
        document.close()


def rewrite_with_pdfium(source: Path, target: Path) -> bool:
    """Let PDFium write a PDF without its lock; return whether that allowed printing.

    It repairs more than qpdf does, and opens without a password what has only its
    attached files locked.

    :raises pikepdf.PasswordError: it does not open without a password.
    :raises pdfium.PdfiumError: PDFium reads nothing of it either.
    """
    try:
        document = pdfium.PdfDocument(source)
    except pdfium.PdfiumError as error:
        if error.err_code in _LOCKED:
            raise pikepdf.PasswordError from error
        raise
    try:
        document.save(target, flags=pdfium_c.FPDF_REMOVE_SECURITY)
        return bool(pdfium_c.FPDF_GetDocPermissions(document) & _PRINTING)
    finally:
        document.close()


def _has_end(source: Path) -> bool:
    with source.open("rb") as file:
        file.seek(-min(TAIL_BYTES, source.stat().st_size), 2)
        return b"%%EOF" in file.read()

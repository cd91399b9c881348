"""Open damaged PDFs: repaired by qpdf, or rewritten by PDFium."""

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
    """Return the refusal of a PDF without a readable page."""
    return Invalid(
        N_("Tệp PDF bị hỏng hoặc thiếu. Xin xuất lại từ tệp gốc rồi tải lên."),
        code="damaged",
    )


def open_or_repair(source: Path) -> tuple[pikepdf.Pdf, bool]:
    """Return the PDF, and whether a repair may have lost pages.

    :raises pikepdf.PasswordError: it needs a password.
    :raises pikepdf.PdfError: it cannot be repaired.
    """
    try:
        return pikepdf.open(source, attempt_recovery=False), False
    except pikepdf.PasswordError:
        raise
    except pikepdf.PdfError:
        document = pikepdf.open(source)
    # Scanners write wrong cross-reference tables into complete files; a truncated file
    # has lost its end, and one with a gap has fewer pages.
    is_whole = _has_end(source) and len(document.pages) >= count_pages(source)
    return document, not is_whole


def count_pages(source: Path) -> int:
    """Return the number of pages PDFium finds; 0 if it cannot open the file."""
    try:
        document = pdfium.PdfDocument(source)
    except pdfium.PdfiumError:
        return 0
    try:
        return len(document)
    finally:
        document.close()


def rewrite_with_pdfium(source: Path, target: Path) -> bool:
    """Rewrite a PDF with PDFium; return whether its encryption allowed printing.

    PDFium repairs more than qpdf, and opens PDFs of which only the attached files are
    encrypted.

    :raises pikepdf.PasswordError: it needs a password.
    :raises pdfium.PdfiumError: PDFium cannot read it.
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

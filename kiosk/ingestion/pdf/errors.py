"""Exceptions that pikepdf raises for malformed PDFs."""

import pikepdf

PDF_ERRORS = (
    pikepdf.PdfError,
    AttributeError,
    IndexError,
    KeyError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)

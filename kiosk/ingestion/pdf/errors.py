"""What pikepdf raises about a PDF that is not as it should be."""

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

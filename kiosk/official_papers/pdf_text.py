"""What the child that reads PDFs answers."""

import msgspec


class PdfText(msgspec.Struct):
    """Number of pages of a PDF, and the words of its text layer (NFC)."""

    pages: int
    text: str

"""Read PDFs, in the sandbox: `python -m kiosk.official_papers.pdf_child OUT PDF …`.

Writes a `PdfText` for each as JSON; one that does not open has no page.
"""

import sys
import unicodedata
from pathlib import Path

import msgspec
import pypdfium2 as pdfium

from kiosk.official_papers.pdf_text import PdfText

# What is behind is not read: minutes have a few dozen pages.
MAX_PAGES = 500


def read_pdf(path: Path) -> PdfText:
    """Return the pages and the text of a PDF; no page: it does not open."""
    if not path.read_bytes()[:1024].lstrip().startswith(b"%PDF-"):
        return PdfText(0, "")
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError:
        return PdfText(0, "")
    count = len(document)
    texts = [_page_text(document, number) for number in range(min(count, MAX_PAGES))]
    words = unicodedata.normalize("NFC", " ".join(texts)).split()
    clean = " ".join(words).encode("utf-8", "ignore").decode()
    return PdfText(count, clean)


def _page_text(document: pdfium.PdfDocument, number: int) -> str:
    page = document[number]
    textpage = page.get_textpage()
    text: str = textpage.get_text_range()
    textpage.close()
    page.close()
    return text


def main(arguments: list[str]) -> int:
    """Read all."""
    out, *paths = (Path(argument) for argument in arguments)
    out.write_bytes(msgspec.json.encode([read_pdf(path) for path in paths]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Find secrecy stamps in the annotations and form fields of a PDF."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pypdfium2 as pdfium

from kiosk.ingestion.pdf.flatten import Overlay
from kiosk.ingestion.secrecy_stamps import STAMPS, find_stamp_in_text


def find_overlay_stamp(path: Path, overlays: Iterable[Overlay]) -> tuple[str, int]:
    """Return the strictest stamp found in overlays and its page; ("", 0) if none.

    `path` is the PDF with the overlays drawn into its pages.
    """
    pages = defaultdict(list)
    for overlay in overlays:
        pages[overlay.page].append(overlay)
    found = [
        (stamp, number)
        for number, overlays in pages.items()
        if (
            stamp := find_stamp_in_text(
                "\n".join(text for overlay in overlays for text in overlay.texts)
            )
        )
    ]
    found += _shown(path, pages)
    return min(found, key=lambda f: (STAMPS.index(f[0]), f[1]), default=("", 0))


def _shown(path: Path, pages: dict[int, list[Overlay]]) -> list[tuple[str, int]]:
    found = []
    document = pdfium.PdfDocument(path)
    for number, overlays in pages.items():
        page = document[number - 1]
        text = page.get_textpage()
        for overlay in overlays:
            frame = overlay.frame
            shown = text.get_text_bounded(
                frame.left, frame.bottom, frame.right, frame.top
            )
            if stamp := find_stamp_in_text(shown):
                found.append((stamp, number))
        text.close()
        page.close()
    document.close()
    return found

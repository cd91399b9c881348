"""Stamps of secrecy in what was put over a PDF's pages: in what it says and shows."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pypdfium2 as pdfium

from kiosk.ingestion.pdf.flatten import Overlay
from kiosk.ingestion.secrecy_stamps import STAMPS, find_stamp_in_text


def find_overlay_stamp(path: Path, over: Iterable[Overlay]) -> tuple[str, int]:
    """Return the stamp that something over a page bears, and that page; or nothing, 0.

    `path` is the PDF with these things drawn on its pages.
    """
    pages = defaultdict(list)
    for thing in over:
        pages[thing.page].append(thing)
    found = [
        (stamp, number)
        for number, things in pages.items()
        if (
            stamp := find_stamp_in_text(
                "\n".join(text for t in things for text in t.texts)
            )
        )
    ]
    found += _shown(path, pages)
    return min(found, key=lambda f: (STAMPS.index(f[0]), f[1]), default=("", 0))


def _shown(path: Path, pages: dict[int, list[Overlay]]) -> list[tuple[str, int]]:
    found = []
    document = pdfium.PdfDocument(path)
    for number, things in pages.items():
        page = document[number - 1]
        text = page.get_textpage()
        for thing in things:
            box = thing.frame
            shown = text.get_text_bounded(box.left, box.bottom, box.right, box.top)
            if stamp := find_stamp_in_text(shown):
                found.append((stamp, number))
        text.close()
        page.close()
    document.close()
    return found

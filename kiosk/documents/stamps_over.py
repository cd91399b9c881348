"""Stamps of secrecy in what was put over a PDF's pages: in what it says and shows."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pypdfium2 as pdfium

from kiosk.documents.flattening import Over
from kiosk.documents.secrecy import STAMPS, stamp_in


def stamp_over(path: Path, over: Iterable[Over]) -> tuple[str, int]:
    """Return the stamp that something over a page bears, and that page; or nothing, 0.

    `path` is the PDF with these things drawn on its pages.
    """
    pages = defaultdict(list)
    for thing in over:
        pages[thing.page].append(thing)
    found = [
        (stamp, number)
        for number, things in pages.items()
        if (stamp := stamp_in("\n".join(text for t in things for text in t.texts)))
    ]
    found += _shown(path, pages)
    return min(found, key=lambda f: (STAMPS.index(f[0]), f[1]), default=("", 0))


def _shown(path: Path, pages: dict[int, list[Over]]) -> list[tuple[str, int]]:
    found = []
    document = pdfium.PdfDocument(path)
    for number, things in pages.items():
        page = document[number - 1]
        text = page.get_textpage()
        for thing in things:
            box = thing.frame
            shown = text.get_text_bounded(box.left, box.bottom, box.right, box.top)
            if stamp := stamp_in(shown):
                found.append((stamp, number))
        text.close()
        page.close()
    document.close()
    return found

"""Read the outline (bookmarks) of a PDF; a malformed one is ignored."""

from collections.abc import Iterator
from pathlib import Path

import pikepdf

from kiosk.documents.rules import MAX_OUTLINE_ENTRIES, OutlineEntry, clean_outline
from kiosk.ingestion.pdf.errors import PDF_ERRORS

# Limit on examined entries; many may lead nowhere.
_MAX_EXAMINED = 20 * MAX_OUTLINE_ENTRIES


def read_outline(path: Path) -> list[OutlineEntry]:
    """Return the entries that lead to pages of this file, in order."""
    try:
        with pikepdf.open(path) as document:
            pages = {page.objgen: number for number, page in _pages(document)}
            named = _named(document)
            found: list[OutlineEntry] = []
            for depth, node in _walk(document):
                number = _page_of(node, pages, named)
                if number:
                    found.append((depth, number, _title(node)))
                if len(found) >= MAX_OUTLINE_ENTRIES:
                    break
            return clean_outline(found, len(pages))
    except PDF_ERRORS:
        return []


def _pages(document: pikepdf.Pdf) -> Iterator[tuple[int, pikepdf.Object]]:
    for number, page in enumerate(document.pages, start=1):
        yield number, page.obj


def _walk(document: pikepdf.Pdf) -> Iterator[tuple[int, pikepdf.Object]]:
    """Walk the outline depth first; visit no entry twice."""
    first = document.Root.get("/Outlines", pikepdf.Dictionary()).get("/First")
    stack, seen = [(1, first)], set[tuple[int, int]]()
    while stack and len(seen) < _MAX_EXAMINED:
        depth, node = stack.pop()
        # Entries must be indirect objects.
        if not isinstance(node, pikepdf.Object) or not node.is_indirect:
            continue
        if node.objgen in seen or not isinstance(node, pikepdf.Dictionary):
            continue
        seen.add(node.objgen)
        yield depth, node
        stack.append((depth, node.get("/Next")))
        stack.append((depth + 1, node.get("/First")))


def _title(node: pikepdf.Object) -> str:
    title = node.get("/Title")
    return str(title) if isinstance(title, pikepdf.String) else ""


def _named(document: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    """Return the named destinations, from the old dictionary and the name tree."""
    destinations: dict[str, pikepdf.Object] = {}
    try:
        old = document.Root.get("/Dests", pikepdf.Dictionary())
        destinations.update(
            (str(name), destination) for name, destination in old.items()
        )
        tree = document.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
        if tree is not None:
            new = pikepdf.NameTree(tree)
            destinations.update(
                (str(name), destination) for name, destination in new.items()
            )
    except PDF_ERRORS:
        pass
    return destinations


def _page_of(
    node: pikepdf.Object,
    pages: dict[tuple[int, int], int],
    named: dict[str, pikepdf.Object],
) -> int:
    """Return the page number an entry leads to; 0 if it leaves the file."""
    try:
        destination = node.get("/Dest")
        action = node.get("/A")
        if destination is None and action is not None and action.get("/S") == "/GoTo":
            destination = action.get("/D")
        if isinstance(destination, pikepdf.String | pikepdf.Name):
            destination = named.get(str(destination))
        if isinstance(destination, pikepdf.Dictionary):
            destination = destination.get("/D")
        if isinstance(destination, pikepdf.Array) and len(destination):
            target = destination[0]
            return pages.get(target.objgen, 0) if target.is_indirect else 0
    except PDF_ERRORS:
        pass
    return 0

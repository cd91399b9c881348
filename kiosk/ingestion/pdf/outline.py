"""A PDF's own table of contents, read in the sandbox; a bad one costs only itself."""

from collections.abc import Iterator
from pathlib import Path

import pikepdf

from kiosk.documents.rules import MAX_OUTLINE_ENTRIES, OutlineEntry, clean_outline
from kiosk.ingestion.pdf.errors import PDF_ERRORS

# An outline may hold entries that lead nowhere; so many are looked at and no more.
_MOST_LOOKED_AT = 20 * MAX_OUTLINE_ENTRIES


def read_outline(path: Path) -> list[OutlineEntry]:
    """Return the entries that lead to a page of this very file, in their order."""
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
    """Go through the entries, children first after their parent, none of them twice."""
    first = document.Root.get("/Outlines", pikepdf.Dictionary()).get("/First")
    waiting, seen = [(1, first)], set[tuple[int, int]]()
    while waiting and len(seen) < _MOST_LOOKED_AT:
        depth, node = waiting.pop()
        # Entries are objects of their own; what is not, or comes again, is none.
        if not isinstance(node, pikepdf.Object) or not node.is_indirect:
            continue
        if node.objgen in seen or not isinstance(node, pikepdf.Dictionary):
            continue
        seen.add(node.objgen)
        yield depth, node
        waiting.append((depth, node.get("/Next")))
        waiting.append((depth + 1, node.get("/First")))


def _title(node: pikepdf.Object) -> str:
    title = node.get("/Title")
    return str(title) if isinstance(title, pikepdf.String) else ""


def _named(document: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    """Return the places that have names, old kind and new."""
    places: dict[str, pikepdf.Object] = {}
    try:
        old = document.Root.get("/Dests", pikepdf.Dictionary())
        places.update((str(name), place) for name, place in old.items())
        tree = document.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
        if tree is not None:
            new = pikepdf.NameTree(tree)
            places.update((str(name), place) for name, place in new.items())
    except PDF_ERRORS:
        pass
    return places


def _page_of(
    node: pikepdf.Object,
    pages: dict[tuple[int, int], int],
    named: dict[str, pikepdf.Object],
) -> int:
    """Return the number of the page an entry leads to; 0: to none in this file."""
    try:
        place = node.get("/Dest")
        action = node.get("/A")
        if place is None and action is not None and action.get("/S") == "/GoTo":
            place = action.get("/D")
        if isinstance(place, pikepdf.String | pikepdf.Name):
            place = named.get(str(place))
        if isinstance(place, pikepdf.Dictionary):
            place = place.get("/D")
        if isinstance(place, pikepdf.Array) and len(place):
            target = place[0]
            return pages.get(target.objgen, 0) if target.is_indirect else 0
    except PDF_ERRORS:
        pass
    return 0

"""Read the tables of an untrusted DOCX file; runs in the sandbox.

Only `word/document.xml` is parsed: no link is followed, no entity is resolved, nothing
deleted under track changes is read.
"""

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree

from kiosk.agenda_imports.rules import (
    MAX_CELL_LENGTH,
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_TABLES,
    AgendaTable,
)
from kiosk.documents.file_types import damaged_office

_PART = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT_W = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"

# Elements that stand for a sign.
_SIGNS = {f"{_W}tab": " ", f"{_W}br": " ", f"{_W}noBreakHyphen": "-"}


def read_docx(path: Path) -> list[AgendaTable]:
    """Return the tables of a text; without a table its lines, as one of one column.

    :raises Invalid: it is damaged.
    """
    body = _document(path)
    tables = [
        AgendaTable("", rows)
        for table in body.iter(f"{_W}tbl")
        if (rows := [row for row in _rows(table) if any(row)])
    ]
    if tables:
        return tables[:MAX_TABLES]
    lines = [text for part in body.iter(f"{_W}p") if (text := _text([part]))]
    return [AgendaTable("", [[line] for line in lines[:MAX_ROWS]])] if lines else []


def _document(path: Path) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        with zipfile.ZipFile(path) as archive:
            data = archive.read(_PART)
        # Word's strict files use other names for the same elements.
        data = data.replace(_STRICT_W[1:-1].encode(), _W[1:-1].encode())
        document = etree.fromstring(data, parser)
    except (KeyError, etree.XMLSyntaxError) as error:
        raise damaged_office() from error
    if document.getroottree().docinfo.internalDTD is not None:
        raise damaged_office()
    return document


def _rows(table: etree._Element) -> Iterator[list[str]]:
    for count, row in enumerate(_own(table, "tr")):
        if count == MAX_ROWS:
            return
        cells: list[str] = []
        for cell in _own(row, "tc"):
            cells.append("" if _continues_above(cell) else _text(_own(cell, "p")))
            cells += [""] * (_span(cell) - 1)
        yield cells[:MAX_COLUMNS]


def _own(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the elements of a table that are not in a table within it.

    Content controls and accepted insertions may stand between.
    """
    for child in element:
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"}:
            yield from _own(child, name)


def _continues_above(cell: etree._Element) -> bool:
    merged = cell.find(f"{_W}tcPr/{_W}vMerge")
    return merged is not None and merged.get(f"{_W}val", "continue") == "continue"


def _span(cell: etree._Element) -> int:
    found = cell.find(f"{_W}tcPr/{_W}gridSpan")
    written = found.get(f"{_W}val", "1") if found is not None else "1"
    return min(int(written), MAX_COLUMNS) if written.isdecimal() else 1


def _text(paragraphs: Iterable[etree._Element]) -> str:
    """Return the text of paragraphs, a line each."""
    lines = []
    for paragraph in paragraphs:
        parts = [
            _SIGNS.get(part.tag) or part.text or ""
            for part in paragraph.iter(*_SIGNS, f"{_W}t")
        ]
        lines.append("".join(parts).strip())
    return "\n".join(filter(None, lines))[:MAX_CELL_LENGTH]

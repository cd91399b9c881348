"""The minutes' document (ProseMirror JSON) as blocks of an official paper; pure."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from kiosk.minutes.printing.table_widths import column_widths
from kiosk.official_papers.rules import (
    Block,
    Cell,
    Heading,
    PaperList,
    Paragraph,
    Run,
    Table,
)

Node = dict[str, Any]
MAX_LEVEL = 4
# Figures stand in the middle of their column.
_FIGURES = re.compile(r"[\d.,/%]+")


def document_blocks(document: Node) -> list[Block]:
    """Return the blocks of a document; facts are printed like other text.

    Nodes of unknown types are printed as what they contain, so that no word is lost.
    Paragraphs without text are left out.
    """
    return list(_blocks(document.get("content") or []))


def _blocks(nodes: Iterable[Node]) -> Iterator[Block]:
    loose: list[Node] = []
    for node in nodes:
        if node["type"] in {"text", "hard_break"}:
            loose.append(node)
            continue
        yield from _paragraph(loose)
        loose = []
        yield from _block(node)
    yield from _paragraph(loose)


def _block(node: Node) -> Iterator[Block]:
    content = node.get("content") or []
    kind, attrs = node["type"], node.get("attrs") or {}
    if kind == "paragraph":
        yield from _paragraph(content)
    elif kind == "heading":
        if runs := _runs(content):
            level = min(max(int(attrs.get("level") or 1), 1), MAX_LEVEL)
            yield Heading(level, runs)
    elif kind in {"bullet_list", "ordered_list"}:
        yield from _list(node)
    elif kind == "table":
        yield from _table(content)
    else:
        yield from _blocks(content)


def _paragraph(content: list[Node]) -> Iterator[Paragraph]:
    runs = _runs(content)
    if any(run.text.strip() for run in runs):
        yield Paragraph(runs)


def _runs(nodes: Iterable[Node]) -> list[Run]:
    """Return the text of a block in runs of one style each."""
    runs: list[Run] = []
    for node in nodes:
        text = "\n" if node["type"] == "hard_break" else node.get("text", "")
        marks = {mark["type"] for mark in node.get("marks") or []}
        run = Run(
            text,
            bold="strong" in marks,
            italic="em" in marks,
            underline="underline" in marks,
        )
        if text:
            runs.append(run)
    return runs


def _list(node: Node) -> Iterator[PaperList]:
    attrs = node.get("attrs") or {}
    items = [
        list(_blocks(item.get("content") or [])) for item in node.get("content") or []
    ]
    items = [item for item in items if item]
    if items:
        yield PaperList(
            _style(node["type"], attrs), items, start=int(attrs.get("order") or 1)
        )


def _style(kind: str, attrs: Node) -> Literal["letters", "numbers", "dashes"]:
    if kind == "bullet_list":
        return "dashes"
    return "letters" if attrs.get("style") == "letters" else "numbers"


def _table(rows: list[Node]) -> Iterator[Table]:
    """Return a table; the first rows that have only heads are repeated on each page."""
    cells = [row.get("content") or [] for row in rows]
    heads = 0
    while heads < len(cells) and _is_head(cells[heads]):
        heads += 1
    # A table of heads only has them as its rows.
    heads = heads if heads < len(cells) else 0
    if any(cells):
        made = [[_cell(cell) for cell in row] for row in cells]
        yield Table(made[:heads], made[heads:], column_widths(made, heads))


def _is_head(row: list[Node]) -> bool:
    return bool(row) and all(cell["type"] == "table_header" for cell in row)


def _cell(node: Node) -> Cell:
    attrs = node.get("attrs") or {}
    runs: list[Run] = []
    for line in _lines(node.get("content") or []):
        runs += [Run("\n"), *line] if runs else line
    text = "".join(run.text for run in runs)
    is_head = node["type"] == "table_header"
    is_centred = is_head or _FIGURES.fullmatch(text.strip()) is not None
    return Cell(
        runs,
        align="center" if is_centred else "left",
        colspan=int(attrs.get("colspan") or 1),
        rowspan=int(attrs.get("rowspan") or 1),
        is_bold=is_head,
    )


def _lines(nodes: Iterable[Node]) -> Iterator[list[Run]]:
    """Return the text of the blocks in a cell, one below the other."""
    for block in _blocks(nodes):
        if isinstance(block, Paragraph | Heading):
            yield block.runs
        elif isinstance(block, PaperList):
            for item in block.items:
                yield [
                    Run("- "),
                    *(
                        run
                        for one in item
                        if isinstance(one, Paragraph)
                        for run in one.runs
                    ),
                ]

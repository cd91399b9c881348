"""Build nodes of the minutes' document (ProseMirror JSON); pure."""

from collections.abc import Iterable, Sequence
from typing import Any

Node = dict[str, Any]
# A piece of text: plain, or with the names of its marks.
Piece = str | tuple[str, tuple[str, ...]]


def strong(text: str) -> Piece:
    """Return bold text."""
    return (text, ("strong",))


def paragraph(*pieces: Piece) -> Node:
    """Return a paragraph; without text it is empty."""
    content = [node for piece in pieces if piece and piece[0] for node in _text(piece)]
    return {"type": "paragraph", **({"content": content} if content else {})}


def _text(piece: Piece) -> list[Node]:
    """Return a piece as text nodes; a line feed breaks the line."""
    text, marks = (piece, ()) if isinstance(piece, str) else piece
    given: Node = {"marks": [{"type": mark} for mark in marks]} if marks else {}
    nodes: list[Node] = []
    for place, line in enumerate(text.split("\n")):
        nodes += [{"type": "hard_break"}] if place else []
        nodes += [{"type": "text", "text": line} | given] if line else []
    return nodes


def heading(level: int, text: str) -> Node:
    """Return a heading; its number is part of the text."""
    return {
        "type": "heading",
        "attrs": {"level": level},
        "content": [{"type": "text", "text": text}],
    }


def bullets(items: Iterable[str]) -> Node:
    """Return a list with dashes."""
    return {"type": "bullet_list", "content": _items(items)}


def numbers(items: Iterable[str]) -> Node:
    """Return a list numbered from 1."""
    return {
        "type": "ordered_list",
        "attrs": {"order": 1, "style": "numbers"},
        "content": _items(items),
    }


def _items(texts: Iterable[str]) -> list[Node]:
    """Return items ending in semicolons, the last in a full stop."""
    *before, last = texts
    ended = [*(f"{text};" for text in before), f"{last}."]
    return [{"type": "list_item", "content": [paragraph(text)]} for text in ended]


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Node:
    """Return a table with a row of heads."""
    head = [_cell("table_header", text) for text in heads]
    body = [[_cell("table_cell", text) for text in row] for row in rows]
    return {
        "type": "table",
        "content": [{"type": "table_row", "content": row} for row in (head, *body)],
    }


def _cell(kind: str, text: str) -> Node:
    return {
        "type": kind,
        "attrs": {"colspan": 1, "rowspan": 1},
        "content": [paragraph(text)],
    }

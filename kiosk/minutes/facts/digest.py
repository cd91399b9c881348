"""Digests of document nodes, by which edits are recognised; pure.

The digest is that of an outline: an editor that adds default attributes, or splits text
into pieces, does not change it; whoever changes text, marks or structure does.
"""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

DIGEST_DIGITS = 16
# Attributes that are seen, with their defaults.
_SEEN: Mapping[str, Any] = {
    "level": None,
    "order": 1,
    "style": "numbers",
    "colspan": 1,
    "rowspan": 1,
}
Node = dict[str, Any]


def content_digest(nodes: Iterable[Node]) -> str:
    """Return the digest of nodes: 16 hexadecimal digits of SHA-256."""
    outline = json.dumps(
        [_outline(node) for node in nodes], ensure_ascii=False, separators=(",", ":")
    )
    return hashlib.sha256(outline.encode()).hexdigest()[:DIGEST_DIGITS]


def _outline(node: Node) -> list[Any]:
    """Return the type, the attributes that are seen, and the content of a node."""
    given = node.get("attrs") or {}
    attrs = [
        [name, given[name]]
        for name, default in _SEEN.items()
        if given.get(name) is not None and given[name] != default
    ]
    return [node["type"], attrs, _content(node.get("content") or [])]


def _content(nodes: Iterable[Node]) -> list[Any]:
    found: list[Any] = []
    for marks, run in groupby(nodes, key=_marks_of_text):
        if marks is None:
            found += [_outline(node) for node in run]
        else:
            text = "".join(node["text"] for node in run)
            found.append([unicodedata.normalize("NFC", text), marks])
    return found


def _marks_of_text(node: Node) -> list[str] | None:
    """Return the names of a text's marks; None: the node is no text."""
    if node["type"] != "text":
        return None
    return sorted({mark["type"] for mark in node.get("marks") or []})

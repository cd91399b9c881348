"""Flatten the page label tree of a PDF.

PDFium overflows its stack on cyclic page label trees.
"""

from collections.abc import Iterator
from typing import Any

import pikepdf

_STYLES = {"/D", "/R", "/r", "/A", "/a"}
# Limit on examined nodes and rules.
_MAX_EXAMINED = 5000
_HIGHEST_START = 1_000_000


def sanitize_page_labels(document: pikepdf.Pdf) -> None:
    """Replace the page label tree by a flat list of its valid rules."""
    if "/PageLabels" not in document.Root:
        return
    rules: dict[int, pikepdf.Dictionary] = {}
    for first, rule in _walk(document.Root.PageLabels):
        rules.setdefault(first, _clean_rule(rule))
    numbers = pikepdf.Array()
    for first in sorted(rules):
        numbers.append(first)
        numbers.append(rules[first])
    del document.Root["/PageLabels"]
    if len(numbers):
        document.Root.PageLabels = pikepdf.Dictionary(Nums=numbers)


def _walk(root: pikepdf.Object) -> Iterator[tuple[int, pikepdf.Dictionary]]:
    """Yield each rule with the page index (from 0) at which it starts."""
    stack, seen, looked_at = [root], set[tuple[int, int]](), 0
    while stack and looked_at < _MAX_EXAMINED:
        node = stack.pop()
        looked_at += 1
        if not isinstance(node, pikepdf.Dictionary) or node.objgen in seen:
            continue
        if node.is_indirect:
            seen.add(node.objgen)
        stack.extend(_array_items(node.get("/Kids")))
        pairs = _array_items(node.get("/Nums"))
        looked_at += len(pairs)
        for first, rule in zip(pairs[::2], pairs[1::2], strict=False):
            if isinstance(first, int) and isinstance(rule, pikepdf.Dictionary):
                yield max(0, first), rule


def _array_items(obj: object) -> list[Any]:
    """Return the first items of an array; nothing for other objects."""
    if not isinstance(obj, pikepdf.Array):
        return []
    return [obj[index] for index in range(min(len(obj), _MAX_EXAMINED))]


def _clean_rule(rule: pikepdf.Dictionary) -> pikepdf.Dictionary:
    """Return the valid parts of a rule: style, prefix, first number."""
    clean = pikepdf.Dictionary()
    declared: list[Any] = [rule.get(name) for name in ("/S", "/P", "/St")]
    style, prefix, start = declared
    if isinstance(style, pikepdf.Name) and str(style) in _STYLES:
        clean.S = style
    if isinstance(prefix, pikepdf.String):
        clean.P = prefix
    if isinstance(start, int) and 1 <= start <= _HIGHEST_START:
        clean.St = start
    return clean

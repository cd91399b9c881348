"""A PDF's rules for the numbers printed on its pages, made flat and harmless.

They come as a tree, and PDFium follows one that bites its own tail until it falls.
"""

from collections.abc import Iterator
from typing import Any

import pikepdf

_STYLES = {"/D", "/R", "/r", "/A", "/a"}
# So many branches and rules are looked at; a paper has a handful.
_MOST_LOOKED_AT = 5000
_HIGHEST_START = 1_000_000


def sanitize_page_labels(document: pikepdf.Pdf) -> None:
    """Put the rules that make sense in the place of whatever tree was there."""
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
    """Give each rule with the page, from 0, at which it begins to hold."""
    waiting, seen, looked_at = [root], set[tuple[int, int]](), 0
    while waiting and looked_at < _MOST_LOOKED_AT:
        node = waiting.pop()
        looked_at += 1
        if not isinstance(node, pikepdf.Dictionary) or node.objgen in seen:
            continue
        if node.is_indirect:
            seen.add(node.objgen)
        waiting.extend(_array_items(node.get("/Kids")))
        pairs = _array_items(node.get("/Nums"))
        looked_at += len(pairs)
        for first, rule in zip(pairs[::2], pairs[1::2], strict=False):
            if isinstance(first, int) and isinstance(rule, pikepdf.Dictionary):
                yield max(0, first), rule


def _array_items(thing: object) -> list[Any]:
    """Return a list's first members; what is none has no member."""
    if not isinstance(thing, pikepdf.Array):
        return []
    return [thing[index] for index in range(min(len(thing), _MOST_LOOKED_AT))]


def _clean_rule(rule: pikepdf.Dictionary) -> pikepdf.Dictionary:
    """Return what a rule may say: a style, a prefix, a number to begin with."""
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

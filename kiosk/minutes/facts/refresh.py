"""Bring newer facts into a document without touching what was edited; pure.

A fact node carries the digest of its content as it was inserted. Where the content
still has it, nobody has edited the fact, and newer facts replace it; everything else
stays as it is and is only reported. Documents are ProseMirror JSON and are not changed
in place.
"""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Any

import msgspec

from kiosk.minutes.facts.digest import content_digest
from kiosk.minutes.facts.fact_block import FactBlock

Node = dict[str, Any]


class FactStatus(StrEnum):
    """What a refresh found of a fact that is not as it was."""

    # Nobody had edited it: the newer fact has replaced it.
    CHANGED = "changed"
    # Edited in the document, and newer since: the edit is kept.
    EDITED = "edited"
    # Not in the document: it may have been removed deliberately.
    NEW = "new"
    # In the document, and no fact any more: it is kept.
    GONE = "gone"


class FactReport(msgspec.Struct, frozen=True):
    """A fact that is not as it was; `label` is an untranslated sentence."""

    key: str
    label: str
    detail: str
    status: FactStatus


def refresh(
    document: Node, facts: Sequence[FactBlock]
) -> tuple[Node, list[FactReport]]:
    """Return the document with newer facts where nobody edited, and what differs."""
    known = {fact.key: fact for fact in facts}
    reports: list[FactReport] = []
    present: set[str] = set()

    def newer(node: Node) -> Node:
        key = str((node.get("attrs") or {}).get("key", ""))
        present.add(key)
        fact = known.get(key)
        if fact is None:
            reports.append(FactReport(key, "", _first_words(node), FactStatus.GONE))
        elif fact.digest != node["attrs"].get("digest"):
            edited = is_edited(node)
            status = FactStatus.EDITED if edited else FactStatus.CHANGED
            reports.append(_report(fact, status))
            return node if edited else fact.node()
        return node

    refreshed = _with_facts(document, newer)
    reports += [
        _report(fact, FactStatus.NEW) for fact in facts if fact.key not in present
    ]
    return refreshed, _once_each(reports)


def is_edited(node: Node) -> bool:
    """Tell whether the content of a fact node differs from what was inserted."""
    inserted = (node.get("attrs") or {}).get("digest")
    return content_digest(node.get("content") or []) != inserted


def replace_fact(document: Node, facts: Sequence[FactBlock], key: str) -> Node:
    """Return the document with a fact as it is now, also where it was edited."""
    fact = next((one for one in facts if one.key == key), None)

    def newer(node: Node) -> Node:
        return fact.node() if fact and _key_of(node) == key else node

    return _with_facts(document, newer)


def insert_fact(document: Node, facts: Sequence[FactBlock], key: str) -> Node:
    """Return the document with a fact that it does not have.

    It is put behind the fact that comes before it and is in the document, else before
    the one that comes after it, else at the end. A fact that is there, or is none,
    changes nothing.
    """
    keys = [fact.key for fact in facts]
    if key not in keys or key in _keys_in(document):
        return document
    place = keys.index(key)
    node = facts[place].node()
    content: list[Node] = list(document.get("content") or [])
    at = [_keys_in(child) for child in content]
    for neighbours, offset in (
        (reversed(keys[:place]), 1),
        (iter(keys[place + 1 :]), 0),
    ):
        for neighbour in neighbours:
            found = [index for index, inside in enumerate(at) if neighbour in inside]
            if found:
                content.insert(found[-1 if offset else 0] + offset, node)
                return document | {"content": content}
    return document | {"content": [*content, node]}


def _with_facts(node: Node, change: Callable[[Node], Node]) -> Node:
    """Return a node with every fact in it as `change` returns it."""
    if node.get("type") == "fact":
        return change(node)
    content = node.get("content")
    if not content:
        return node
    return node | {"content": [_with_facts(child, change) for child in content]}


def _key_of(node: Node) -> str:
    return str((node.get("attrs") or {}).get("key", ""))


def _keys_in(node: Node) -> set[str]:
    if node.get("type") == "fact":
        return {_key_of(node)}
    found: set[str] = set()
    return found.union(*(_keys_in(child) for child in node.get("content") or []))


def _report(fact: FactBlock, status: FactStatus) -> FactReport:
    return FactReport(fact.key, fact.label, fact.detail, status)


def _once_each(reports: Iterable[FactReport]) -> list[FactReport]:
    """Return one report of each fact; an edited copy counts more than a changed one."""
    by_key: dict[str, FactReport] = {}
    for report in reports:
        before = by_key.get(report.key)
        if before is None or report.status == FactStatus.EDITED:
            by_key[report.key] = report
    return list(by_key.values())


# Enough to recognise a fact that has no name any more.
_WORDS_SHOWN = 60


def _first_words(node: Node) -> str:
    def texts(part: Node) -> Iterable[str]:
        if part.get("type") == "text":
            yield part["text"]
        for child in part.get("content") or []:
            yield from texts(child)

    return " ".join(texts(node))[:_WORDS_SHOWN]

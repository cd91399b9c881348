"""Page-by-page differences of two versions; the words are compared in the browser."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.documents.models import Document, Page
from kiosk.documents.page_alignment import Pair, compose
from kiosk.errors import N_, NotFound

# Pairs compared before other green threads may run.
COMPARE_BATCH = 40


class PageStatus(StrEnum):
    """What happened to a page."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    # One of the two has no text yet.
    UNREAD = "unread"


@dataclass(frozen=True)
class PageDiff:
    """A page of the old version, of the new one, or both, and its status."""

    kind: PageStatus
    old: int | None
    new: int | None


def predecessor_id(document: Document) -> int:
    """Return the id of the previous version.

    :raises NotFound: it is the first.
    """
    if document.replaces_id is None:
        raise NotFound(N_("Tài liệu này chưa có bản trước để so sánh."))
    return document.replaces_id


def compare_versions(session: Session, old: Document, new: Document) -> list[PageDiff]:
    """Return the status of every page, in the order of the new version.

    :raises NotFound: `new` is no later version of `old`.
    """
    changes: list[PageDiff] = []
    left = right = 1
    kinds = list(_kinds(session, old, new, _pairs(session, old, new)))
    ends = (old.page_count + 1, new.page_count + 1)
    for pair, kind in [*kinds, (ends, PageStatus.SAME)]:
        changes += [
            PageDiff(PageStatus.REMOVED, number, None)
            for number in range(left, pair[0])
        ]
        changes += [
            PageDiff(PageStatus.ADDED, None, number) for number in range(right, pair[1])
        ]
        changes.append(PageDiff(kind, *pair))
        left, right = pair[0] + 1, pair[1] + 1
    return changes[:-1]


def _pairs(session: Session, old: Document, new: Document) -> list[Pair]:
    """Compose the page maps of the versions in between."""
    pairs: list[Pair] | None = None
    version: Document | None = new
    while version is not None and version.id != old.id:
        step = msgspec.json.decode(version.page_map, type=list[Pair])
        pairs = step if pairs is None else compose(step, pairs)
        before = version.replaces_id
        version = session.get(Document, before) if before is not None else None
    if version is None or pairs is None:
        raise NotFound(N_("Hai tài liệu này không phải hai bản của nhau."))
    return pairs


def _kinds(
    session: Session, old: Document, new: Document, pairs: list[Pair]
) -> Iterator[tuple[Pair, PageStatus]]:
    remaining = iter(pairs)
    while batch := list(islice(remaining, COMPARE_BATCH)):
        before = _texts(session, old.id, [left for left, _ in batch])
        after = _texts(session, new.id, [right for _, right in batch])
        for left, right in batch:
            yield (left, right), _kind(before.get(left, ""), after.get(right, ""))
        # Let other green threads run.
        time.sleep(0)


def _texts(session: Session, document_id: int, numbers: list[int]) -> dict[int, str]:
    rows = session.execute(
        select(Page.number, Page.text).where(
            Page.document_id == document_id, Page.number.in_(numbers)
        )
    )
    return {number: text for number, text in rows}  # noqa: C416 two columns a row


def _kind(before: str, after: str) -> PageStatus:
    # Line breaks do not count.
    old, new = before.split(), after.split()
    if not old or not new:
        return PageStatus.UNREAD
    return PageStatus.SAME if old == new else PageStatus.CHANGED

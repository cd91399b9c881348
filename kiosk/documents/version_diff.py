"""What a new version changed, page by page; the words are compared on the tablet."""

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

# So many pairs are looked at before the others may run.
COMPARE_BATCH = 40


class PageStatus(StrEnum):
    """What became of a page."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    # One of the two is a picture whose text is not known.
    UNREAD = "unread"


@dataclass(frozen=True)
class PageDiff:
    """A page of the old version, of the new one, or both, and what became of it."""

    kind: PageStatus
    old: int | None
    new: int | None


def predecessor_id(document: Document) -> int:
    """Return the id of the version before this one.

    :raises NotFound: it is the first.
    """
    if document.replaces_id is None:
        raise NotFound(N_("Tài liệu này chưa có bản trước để so sánh."))
    return document.replaces_id


def compare_versions(session: Session, old: Document, new: Document) -> list[PageDiff]:
    """Return what became of every page, in the order of the new version.

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
    """Go back from version to version and join their maps."""
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
    rest = iter(pairs)
    while some := list(islice(rest, COMPARE_BATCH)):
        before = _texts(session, old.id, [left for left, _ in some])
        after = _texts(session, new.id, [right for _, right in some])
        for left, right in some:
            yield (left, right), _kind(before.get(left, ""), after.get(right, ""))
        # A paper may be long: let the others run.
        time.sleep(0)


def _texts(session: Session, document_id: int, numbers: list[int]) -> dict[int, str]:
    rows = session.execute(
        select(Page.number, Page.text).where(
            Page.document_id == document_id, Page.number.in_(numbers)
        )
    )
    return {number: text for number, text in rows}  # noqa: C416 two columns a row


def _kind(before: str, after: str) -> PageStatus:
    # Where lines break is no change.
    old, new = before.split(), after.split()
    if not old or not new:
        return PageStatus.UNREAD
    return PageStatus.SAME if old == new else PageStatus.CHANGED

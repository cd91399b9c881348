"""Papers that a new version has replaced, for those who still have them open."""

from collections.abc import Container
from dataclasses import dataclass

import msgspec
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from kiosk import clock
from kiosk.documents.matching import Pair, compose, runs_of
from kiosk.documents.models import Document
from kiosk.documents.rules import Publication, is_over
from kiosk.roles import Permission, Role, may


@dataclass(frozen=True)
class ReplacedLine:
    """A replaced paper, the version to read instead, and where its pages went.

    Each run says: from this page on, so many pages stand from that page on.
    """

    document: Document
    newest_id: int
    runs: list[tuple[int, int, int]]


def replaced_for(
    session: Session, meeting_id: int, role: Role, visible_items: Container[int]
) -> list[ReplacedLine]:
    """Return the meeting's replaced papers that `role` may still read, in order."""
    versions = session.scalars(
        select(Document)
        .where(
            Document.meeting_id == meeting_id,
            or_(
                Document.replaces_id.is_not(None),
                Document.publication == Publication.REPLACED,
            ),
        )
        .order_by(Document.id)
    ).all()
    heirs = {paper.replaces_id: paper for paper in versions}
    reads_all = may(role, Permission.READ_DRAFTS)
    lines = []
    for paper in versions:
        is_for_role = reads_all or (
            paper.item_id in visible_items
            and not is_over(paper.readable_until, clock.now())
        )
        if paper.publication == Publication.REPLACED and is_for_role:
            line = _follow(paper, heirs)
            if line is not None:
                lines.append(line)
    return lines


def _follow(old: Document, heirs: dict[int | None, Document]) -> ReplacedLine | None:
    """Go from version to version until one is published."""
    version, pairs = old, None
    while version.publication != Publication.PUBLISHED:
        heir = heirs.get(version.id)
        if heir is None:
            return None
        step = msgspec.json.decode(heir.page_map, type=list[Pair])
        pairs = step if pairs is None else compose(pairs, step)
        version = heir
    return ReplacedLine(old, version.id, runs_of(pairs or []))

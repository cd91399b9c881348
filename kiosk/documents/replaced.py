"""Papers that a new version has replaced, for those who still have them open."""

from collections.abc import Container, Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from kiosk import clock
from kiosk.documents.access_rules import may_read
from kiosk.documents.matching import Pair, compose, runs_of
from kiosk.documents.models import Document
from kiosk.documents.rules import Publication
from kiosk.roles import Role


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
    versions = _versions(session, meeting_id)
    heirs = _heirs(versions)
    lines = []
    for paper in versions:
        sees_item = paper.item_id in visible_items
        is_for_role = may_read(role, paper, sees_item=sees_item, now=clock.now())
        if paper.publication == Publication.REPLACED and is_for_role:
            way = _follow(paper, heirs)
            if way is not None:
                lines.append(ReplacedLine(paper, way.newest.id, runs_of(way.pairs)))
    return lines


@dataclass(frozen=True)
class Way:
    """From a replaced paper to the published version: where its pages went."""

    newest: Document
    pairs: list[Pair]


def way_on(session: Session, old: Document) -> Way | None:
    """Return the way from a paper to the version that is read instead, if there is."""
    if old.publication != Publication.REPLACED:
        return None
    return _follow(old, _heirs(_versions(session, old.meeting_id)))


def _versions(session: Session, meeting_id: int) -> Sequence[Document]:
    """Return the papers of a meeting that have been, or are, a new version."""
    return session.scalars(
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


def _heirs(versions: Sequence[Document]) -> dict[int | None, Document]:
    return {paper.replaces_id: paper for paper in versions}


def _follow(old: Document, heirs: dict[int | None, Document]) -> Way | None:
    """Go from version to version until one is published."""
    version, pairs = old, None
    while version.publication != Publication.PUBLISHED:
        heir = heirs.get(version.id)
        if heir is None:
            return None
        step = msgspec.json.decode(heir.page_map, type=list[Pair])
        pairs = step if pairs is None else compose(pairs, step)
        version = heir
    return Way(version, pairs or [])

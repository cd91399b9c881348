"""Replaced versions, for readers who still have them open."""

from collections.abc import Container, Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from kiosk import clock
from kiosk.documents.access_rules import may_read
from kiosk.documents.models import Document
from kiosk.documents.page_alignment import Pair, as_runs, compose
from kiosk.documents.rules import Publication
from kiosk.roles import Role


@dataclass(frozen=True)
class ReplacedVersion:
    """A replaced version, the version to read instead, and the page mapping.

    Runs are (old page, new page, length).
    """

    document: Document
    newest_id: int
    runs: list[tuple[int, int, int]]


def replaced_for(
    session: Session, meeting_id: int, role: Role, visible_items: Container[int]
) -> list[ReplacedVersion]:
    """Return the meeting's replaced versions that `role` may still read, in order."""
    versions = _versions(session, meeting_id)
    successors = _successors(versions)
    lines = []
    for version in versions:
        sees_item = version.item_id in visible_items
        is_for_role = may_read(role, version, sees_item=sees_item, now=clock.now())
        if version.publication == Publication.REPLACED and is_for_role:
            path = _follow(version, successors)
            if path is not None:
                lines.append(
                    ReplacedVersion(version, path.newest.id, as_runs(path.pairs))
                )
    return lines


@dataclass(frozen=True)
class VersionPath:
    """The path from a replaced to the published version, with aligned pages."""

    newest: Document
    pairs: list[Pair]


def path_to_newest(session: Session, old: Document) -> VersionPath | None:
    """Return the path from a replaced version to the published one, if any."""
    if old.publication != Publication.REPLACED:
        return None
    return _follow(old, _successors(_versions(session, old.meeting_id)))


def _versions(session: Session, meeting_id: int) -> Sequence[Document]:
    """Return all documents of a meeting that have or are a new version."""
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


def _successors(versions: Sequence[Document]) -> dict[int | None, Document]:
    return {version.replaces_id: version for version in versions}


def _follow(
    old: Document, successors: dict[int | None, Document]
) -> VersionPath | None:
    """Follow the versions until a published one."""
    version, pairs = old, None
    while version.publication != Publication.PUBLISHED:
        successor = successors.get(version.id)
        if successor is None:
            return None
        step = msgspec.json.decode(successor.page_map, type=list[Pair])
        pairs = step if pairs is None else compose(pairs, step)
        version = successor
    return VersionPath(version, pairs or [])

"""Queries on shared notes, for readers and for owners.

A note is returned only while it is shared and its reader may read the document.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection
from typing import Any

import msgspec
from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from kiosk.annotations.models import Annotation, AnnotationShare
from kiosk.annotations.rules import SHARED_NOTES_LIMIT, SHARING_ROLES
from kiosk.documents.actions.audience import seen_by
from kiosk.documents.models import Document
from kiosk.documents.queries import readable_document, readable_documents
from kiosk.identity import Actor
from kiosk.meetings.models import Member
from kiosk.roles import Role
from kiosk.vietnamese import fold

# Readers suggested; a longer list is searched by name.
READERS_SUGGESTED = 30


class NoteResponse(msgspec.Struct, frozen=True):
    """A note as sent to any tablet."""

    key: str
    document: int
    page: int
    kind: str
    colour: str
    body: msgspec.Raw
    anchor: msgspec.Raw
    revision: int
    edited_at: str


class SharedNoteResponse(NoteResponse, frozen=True):
    """A note as sent to a reader: with its author, without what editing needs."""

    author: str


class SharedNotes(msgspec.Struct, frozen=True):
    """The notes of others that a member may see now."""

    notes: list[SharedNoteResponse]
    # There are more on documents that are not readable now.
    is_withheld: bool

    @property
    def stamp(self) -> str:
        """Return a hash that identifies these notes; empty for none."""
        if not self.notes:
            return ""
        said = sorted(
            (one.key, one.revision, one.document, one.page, one.author)
            for one in self.notes
        )
        return hashlib.sha256(msgspec.json.encode(said)).hexdigest()[:16]


class ShareTarget(msgspec.Struct, frozen=True):
    """A member a note may be shared with."""

    id: int
    name: str
    where: str


class SharesResponse(msgspec.Struct, frozen=True):
    """With whom the requester shares which notes."""

    people: list[ShareTarget]
    # Member ids by note key.
    shares: dict[str, list[int]]


def notes_shared_with(session: Session, actor: Actor) -> SharedNotes:
    """Return the notes of others that the actor may see now."""
    if actor.member_id is None:
        return SharedNotes([], is_withheld=False)
    rows = session.execute(
        select(Annotation, Member.full_name)
        .join(AnnotationShare, AnnotationShare.annotation_id == Annotation.id)
        .join(Member, Annotation.member_id == Member.id)
        .where(
            AnnotationShare.member_id == actor.member_id,
            Annotation.is_deleted.is_(False),
            Annotation.unplaced_in.is_(None),
        )
        .order_by(AnnotationShare.shared_at.desc(), Annotation.id)
        .limit(SHARED_NOTES_LIMIT)
    ).all()
    wanted = {note.document_id for note, _ in rows}
    asked = wanted if actor.role in SHARING_ROLES else set[int]()
    readable = readable_documents(session, actor, asked).keys()
    return SharedNotes(
        [_give(note, name) for note, name in rows if note.document_id in readable],
        is_withheld=readable != wanted,
    )


def _give(note: Annotation, author: str) -> SharedNoteResponse:
    return SharedNoteResponse(
        # Keys are unique per author only.
        key=f"{note.id}",
        author=author,
        **note_fields(note),
    )


def note_fields(note: Annotation) -> dict[str, Any]:
    """Return the fields of a `NoteResponse` except its key."""
    return {
        "document": note.document_id,
        "page": note.page,
        "kind": note.kind,
        "colour": note.colour,
        "body": msgspec.Raw(note.body.encode()),
        "anchor": msgspec.Raw(note.anchor.encode()),
        "revision": note.revision,
        "edited_at": note.edited_at.isoformat(),
    }


def shares_of(session: Session, member_id: int) -> SharesResponse:
    """Return with whom a member shares their notes."""
    rows = session.execute(
        select(Annotation.key, Member)
        .join(AnnotationShare, AnnotationShare.annotation_id == Annotation.id)
        .join(Member, AnnotationShare.member_id == Member.id)
        .where(Annotation.member_id == member_id, Annotation.is_deleted.is_(False))
        .order_by(Member.sort_key, Member.id)
    ).all()
    shares: dict[str, list[int]] = defaultdict(list)
    for key, reader in rows:
        shares[key].append(reader.id)
    people = {reader.id: share_target(reader) for _, reader in rows}
    return SharesResponse(people=[*people.values()], shares=dict(shares))


def roles_to_share_with(session: Session, document: Document) -> frozenset[Role]:
    """Return the roles that may receive notes on a document."""
    return SHARING_ROLES & seen_by(session, document)


def find_readers(
    session: Session, actor: Actor, document_id: int, words: str
) -> list[ShareTarget]:
    """Return some members who may read the document too, by name without diacritics.

    :raises NotFound: the actor may not read it.
    """
    document = readable_document(session, actor, document_id)
    pattern = fold(words.strip())
    found = session.scalars(
        select(Member)
        .where(
            Member.meeting_id == actor.meeting_id,
            Member.id != actor.member_id,
            Member.role.in_(roles_to_share_with(session, document)),
            Member.folded_name.contains(pattern, autoescape=True),
        )
        .order_by(Member.sort_key, Member.id)
        .limit(READERS_SUGGESTED)
    )
    return [share_target(member) for member in found]


def share_target(member: Member) -> ShareTarget:
    """Return a member as listed."""
    where = [member.position, member.unit]
    return ShareTarget(
        member.id, member.full_name, " · ".join(part for part in where if part)
    )


def readers_by_note(session: Session, notes: Collection[int]) -> dict[int, set[int]]:
    """Return the ids of the members with whom these notes are shared, by note id."""
    found: dict[int, set[int]] = defaultdict(set)
    if notes:
        share = AnnotationShare
        rows = session.execute(
            select(share.annotation_id, share.member_id).where(
                share.annotation_id.in_(notes)
            )
        )
        for note_id, member_id in rows:
            found[note_id].add(member_id)
    return found


def readers_of_notes(session: Session, member_id: int) -> set[int]:
    """Return the ids of all members with whom a member shares notes."""
    share = AnnotationShare
    of_member = exists().where(
        Annotation.id == share.annotation_id, Annotation.member_id == member_id
    )
    return set(session.scalars(select(share.member_id).where(of_member).distinct()))

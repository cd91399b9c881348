"""Notes as read: their owner's own, of papers that he may read now."""

from typing import Any

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kiosk.annotations import shared_notes
from kiosk.annotations.models import Annotation, AnnotationSyncState
from kiosk.annotations.rules import NOTES_PER_RESPONSE
from kiosk.documents.queries import readable_documents
from kiosk.errors import N_, Forbidden
from kiosk.identity import Actor


class OwnNoteResponse(shared_notes.NoteResponse, frozen=True):
    """A note as its owner's tablet gets it."""

    deleted: bool
    # It found no place in the version that replaced its paper.
    unplaced: bool


class NotesResponse(msgspec.Struct, frozen=True):
    """What has changed among somebody's notes."""

    # Ask for what follows on this number the next time.
    change: int
    # Where it differs from what a tablet knows, all was erased meanwhile.
    erasures: int
    more: bool
    # The papers with notes that the requester may read now.
    documents: list[int]
    # Notes on papers that he may not read now: ask for all when papers come back.
    withheld: bool
    # Tells whether what others share with the requester is still what he was given.
    shared: str
    notes: list[OwnNoteResponse]


def owner_of(actor: Actor) -> int:
    """Return the member whose notes the actor may read and write: himself.

    :raises Forbidden: the actor is nobody in this meeting.
    """
    if actor.member_id is None:
        raise Forbidden(N_("Chỉ người dự hội nghị mới có ghi chú riêng."))
    return actor.member_id


def sync_state_of(session: Session, member_id: int) -> AnnotationSyncState:
    """Return a member's counts; a fresh one is not stored by this."""
    shelf = session.get(AnnotationSyncState, member_id)
    return shelf or AnnotationSyncState(
        member_id=member_id, change=0, erasures=0, size=0
    )


def own_note_response(note: Annotation) -> OwnNoteResponse:
    """Return a note as it travels to its owner."""
    return OwnNoteResponse(
        key=note.key,
        document=note.document_id,
        page=note.page,
        kind=note.kind,
        colour=note.colour,
        body=msgspec.Raw(note.body.encode()),
        anchor=msgspec.Raw(note.anchor.encode()),
        revision=note.revision,
        edited_at=note.edited_at.isoformat(),
        deleted=note.is_deleted,
        unplaced=note.unplaced_in is not None,
    )


def documents_with_notes(session: Session, member_id: int) -> set[int]:
    """Return the papers a member has written on."""
    return set(
        session.scalars(
            select(Annotation.document_id)
            .where(Annotation.member_id == member_id, Annotation.is_deleted.is_(False))
            .distinct()
        )
    )


def notes_since(session: Session, actor: Actor, since: int) -> NotesResponse:
    """Return what has changed among the actor's own notes, the oldest first.

    :raises Forbidden: the actor is nobody in this meeting.
    """
    member_id = owner_of(actor)
    shelf = sync_state_of(session, member_id)
    mine = documents_with_notes(session, member_id)
    readable = readable_documents(session, actor, mine).keys()
    seen = shared_notes.notes_shared_with(session, actor)
    rows = session.scalars(
        select(Annotation)
        .where(Annotation.member_id == member_id, Annotation.change > since)
        .order_by(Annotation.change)
        .limit(NOTES_PER_RESPONSE + 1)
    ).all()
    part = rows[:NOTES_PER_RESPONSE]
    is_more = len(rows) > len(part)
    return NotesResponse(
        change=part[-1].change if is_more else shelf.change,
        erasures=shelf.erasures,
        more=is_more,
        documents=sorted(readable),
        withheld=readable != mine or seen.is_withheld,
        shared=seen.stamp,
        notes=[
            own_note_response(note)
            for note in part
            if note.is_deleted or note.document_id in readable
        ],
    )


def counts(session: Session, member_id: int, pages: set[tuple[int, int]]) -> Any:
    """Return how many notes a member has in all, and on each of these pages."""
    mine = (Annotation.member_id == member_id, Annotation.is_deleted.is_(False))
    in_all = session.scalar(select(func.count()).where(*mine)) or 0
    rows = session.execute(
        select(Annotation.document_id, Annotation.page, func.count())
        .where(
            *mine, Annotation.document_id.in_({document for document, _page in pages})
        )
        .group_by(Annotation.document_id, Annotation.page)
    )
    return in_all, {(document, page): count for document, page, count in rows}

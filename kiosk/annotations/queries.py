"""Query a member's own notes on documents they may read now."""

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
    """A note as sent to its owner."""

    deleted: bool
    # It has no position in the new version of its document.
    unplaced: bool


class NotesResponse(msgspec.Struct, frozen=True):
    """The changes among a member's notes."""

    # The next request asks for changes after this number.
    change: int
    # If it differs from the tablet's value, all notes were erased meanwhile.
    erasures: int
    more: bool
    # The documents with notes that the requester may read now.
    documents: list[int]
    # There are notes on documents not readable now: reload when documents return.
    withheld: bool
    # Changes whenever the notes shared with the requester change.
    shared: str
    notes: list[OwnNoteResponse]


def owner_of(actor: Actor) -> int:
    """Return the member whose notes the actor may read and write: their own.

    :raises Forbidden: the actor is no member of this meeting.
    """
    if actor.member_id is None:
        raise Forbidden(N_("Chỉ người dự hội nghị mới có ghi chú riêng."))
    return actor.member_id


def sync_state_of(session: Session, member_id: int) -> AnnotationSyncState:
    """Return a member's sync state; a new one is not added to the session."""
    state = session.get(AnnotationSyncState, member_id)
    return state or AnnotationSyncState(
        member_id=member_id, change=0, erasures=0, size=0
    )


def own_note_response(note: Annotation) -> OwnNoteResponse:
    """Return a note as sent to its owner."""
    return OwnNoteResponse(
        key=note.key,
        deleted=note.is_deleted,
        unplaced=note.unplaced_in is not None,
        **shared_notes.note_fields(note),
    )


def documents_with_notes(session: Session, member_id: int) -> set[int]:
    """Return the ids of the documents with notes of a member."""
    return set(
        session.scalars(
            select(Annotation.document_id)
            .where(Annotation.member_id == member_id, Annotation.is_deleted.is_(False))
            .distinct()
        )
    )


def notes_since(session: Session, actor: Actor, since: int) -> NotesResponse:
    """Return the actor's own notes changed after number `since`, oldest first.

    :raises Forbidden: the actor is no member of this meeting.
    """
    member_id = owner_of(actor)
    state = sync_state_of(session, member_id)
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
        change=part[-1].change if is_more else state.change,
        erasures=state.erasures,
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
    """Return a member's number of notes, in total and by (document, page)."""
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

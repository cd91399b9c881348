"""Open a member's sync state for a change, and erase all of a member's notes."""

from sqlalchemy import delete

from kiosk.annotations import queries
from kiosk.annotations.models import Annotation, AnnotationSyncState
from kiosk.annotations.shared_notes import readers_of_notes
from kiosk.identity import Actor
from kiosk.storage.unit_of_work import UnitOfWork


def open_sync_state(work: UnitOfWork, member_id: int) -> AnnotationSyncState:
    """Return a member's sync state, attached to the session."""
    state = queries.sync_state_of(work.session, member_id)
    work.session.add(state)
    return state


def erase_all(work: UnitOfWork, *, actor: Actor) -> set[int]:
    """Erase the actor's notes and shares; return the members they were shared with.

    :raises Forbidden: the actor is no member of this meeting.
    """
    member_id = queries.owner_of(actor)
    readers = readers_of_notes(work.session, member_id)
    state = open_sync_state(work, member_id)
    state.change, state.erasures = state.change + 1, state.erasures + 1
    state.size = 0
    work.session.execute(delete(Annotation).where(Annotation.member_id == member_id))
    return readers

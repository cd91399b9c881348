"""A member's shelf of notes: opened for a change, or emptied for good."""

from sqlalchemy import delete

from kiosk.annotations import queries
from kiosk.annotations.models import Annotation, AnnotationSyncState
from kiosk.annotations.shared_notes import readers_of_notes
from kiosk.identity import Actor
from kiosk.storage.unit_of_work import UnitOfWork


def open_sync_state(work: UnitOfWork, member_id: int) -> AnnotationSyncState:
    """Return a member's counts, to be changed."""
    shelf = queries.sync_state_of(work.session, member_id)
    work.session.add(shelf)
    return shelf


def erase_all(work: UnitOfWork, *, actor: Actor) -> set[int]:
    """Erase all the actor has written; return the members it was shared with.

    What was shared is withdrawn with it.

    :raises Forbidden: the actor is nobody in this meeting.
    """
    member_id = queries.owner_of(actor)
    readers = readers_of_notes(work.session, member_id)
    shelf = open_sync_state(work, member_id)
    shelf.change, shelf.erasures = shelf.change + 1, shelf.erasures + 1
    shelf.size = 0
    work.session.execute(delete(Annotation).where(Annotation.member_id == member_id))
    return readers

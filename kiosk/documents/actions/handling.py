"""Saying how a paper is handled: each reader's name on it, nothing taken away."""

from kiosk.documents.actions.audience import seen_by
from kiosk.documents.actions.finding import find_document
from kiosk.documents.events import DocumentChanged
from kiosk.identity import Actor
from kiosk.storage.unit_of_work import UnitOfWork


def set_handling(
    work: UnitOfWork, *, actor: Actor, document_id: int, is_marked: bool, is_kept: bool
) -> None:
    """Say whether readers see their names on a paper, and whether they may keep it."""
    document = find_document(work, actor, document_id)
    if (document.is_marked, document.is_kept) == (is_marked, is_kept):
        return
    document.is_marked, document.is_kept = is_marked, is_kept
    work.record(
        DocumentChanged(
            meeting_id=document.meeting_id,
            document_id=document.id,
            seen_by=seen_by(work.session, document),
        )
    )

"""Set how a document may be read."""

from kiosk.documents.actions.lookup import find_document
from kiosk.documents.actions.versions import set_on_all_versions
from kiosk.identity import Actor
from kiosk.storage.unit_of_work import UnitOfWork


def set_reading_policy(
    work: UnitOfWork, *, actor: Actor, document_id: int, is_marked: bool, is_kept: bool
) -> None:
    """Set whether pages carry watermarks, and whether readers may keep the document."""
    document = find_document(work, actor, document_id)
    set_on_all_versions(work, document, is_marked=is_marked, is_kept=is_kept)

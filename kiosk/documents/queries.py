"""Documents as read, always for somebody: who asks is part of each question."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.agenda.queries import roles_that_see
from kiosk.documents.models import Document, Page, PageImage
from kiosk.documents.rules import THUMBNAIL_WIDTH, Publication
from kiosk.errors import N_, NotFound
from kiosk.identity import Actor
from kiosk.roles import Permission, Role, may


def _withheld() -> NotFound:
    return NotFound(N_("Tài liệu này chưa phát hành hoặc đã thu hồi."))


def readable_document(session: Session, actor: Actor, document_id: int) -> Document:
    """Return a document the actor may read now.

    :raises NotFound: there is none such, or not for this actor, or no longer.
    """
    document = session.get(Document, document_id)
    if document is None or document.meeting_id != actor.meeting_id:
        raise _withheld()
    if may(actor.role, Permission.READ_DRAFTS):
        return document
    if document.publication != Publication.PUBLISHED or document.item_id is None:
        raise _withheld()
    if actor.role not in roles_that_see(session, document.item_id):
        raise _withheld()
    return document


@dataclass(frozen=True)
class DocumentLine:
    """A document in a list, with its first thumbnail's SHA-256, if there is one."""

    document: Document
    thumbnail: str


def documents_for(
    session: Session, meeting_id: int, role: Role, visible_items: set[int]
) -> list[DocumentLine]:
    """Return the meeting's documents that `role` may read, in order.

    `visible_items` are the ids of the items the role may see.
    """
    drafts = may(role, Permission.READ_DRAFTS)
    rows = session.execute(
        select(Document, PageImage.sha256)
        .outerjoin(Page, (Page.document_id == Document.id) & (Page.number == 1))
        .outerjoin(
            PageImage,
            (PageImage.page_id == Page.id) & (PageImage.width == THUMBNAIL_WIDTH),
        )
        .where(Document.meeting_id == meeting_id)
        .order_by(Document.ordinal, Document.id)
    )
    return [
        DocumentLine(document, thumbnail or "")
        for document, thumbnail in rows
        if drafts
        or (
            document.publication == Publication.PUBLISHED
            and document.item_id in visible_items
        )
    ]

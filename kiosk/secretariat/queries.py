"""What the secretariat must know before it acts."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from kiosk.agenda.models import AgendaItem
from kiosk.documents.models import Document


def documents_below(session: Session, item_id: int) -> list[Document]:
    """Return the papers of an item and of its sub-items."""
    return list(
        session.scalars(
            select(Document)
            .join(AgendaItem, Document.item_id == AgendaItem.id)
            .where(or_(AgendaItem.id == item_id, AgendaItem.parent_id == item_id))
        )
    )

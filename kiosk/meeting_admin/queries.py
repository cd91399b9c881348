"""Documents of agenda items."""

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from kiosk.agenda.models import AgendaItem
from kiosk.documents.models import Document


def documents_of_item(session: Session, item_id: int) -> list[Document]:
    """Return the documents of an item and its sub-items."""
    return list(
        session.scalars(
            select(Document)
            .join(AgendaItem, Document.item_id == AgendaItem.id)
            .where(or_(AgendaItem.id == item_id, AgendaItem.parent_id == item_id))
        )
    )


def count_documents(session: Session, item_id: int) -> int:
    """Return the number of an item's documents, in any state."""
    question = select(func.count()).where(Document.item_id == item_id)
    return session.execute(question).scalar_one()

"""Who hears of a paper: those who may read it."""

from sqlalchemy.orm import Session

from kiosk.agenda.queries import roles_that_see
from kiosk.documents.models import Document
from kiosk.documents.rules import READABLE
from kiosk.roles import PERMISSIONS, Permission, Role


def seen_by(session: Session, document: Document) -> frozenset[Role]:
    """Return the roles that may read the paper as it stands."""
    staff = PERMISSIONS[Permission.READ_DRAFTS]
    if document.publication not in READABLE or document.item_id is None:
        return staff
    return staff | roles_that_see(session, document.item_id)

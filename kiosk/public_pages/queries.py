"""Query what is public now."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.official_papers.queries import office
from kiosk.official_papers.rules import PaperFamily
from kiosk.public_pages.content import entry_of
from kiosk.public_pages.models import Publicity
from kiosk.public_pages.rules import PublicEntry

# Rows looked at for one page; what is marked but not shown now is skipped.
MOST_LOOKED_AT = 1000


def newest_entries(
    session: Session, most: int, first: int = 0
) -> tuple[list[PublicEntry], bool]:
    """Return entries, the newest first, and whether there are more."""
    marked = select(Publicity).order_by(Publicity.shown_at.desc(), Publicity.id.desc())
    found: list[PublicEntry] = []
    skipped = 0
    for shown in session.scalars(marked.limit(MOST_LOOKED_AT)):
        entry = entry_of(session, shown)
        if entry is None:
            continue
        if skipped < first:
            skipped += 1
            continue
        if len(found) == most:
            return found, True
        found.append(entry)
    return found, False


def public_entry(session: Session, token: str) -> PublicEntry | None:
    """Return what is shown at an address; None: nothing, or not now."""
    shown = session.scalar(select(Publicity).where(Publicity.token == token))
    return entry_of(session, shown) if shown else None


def issuing_body(session: Session) -> str:
    """Return the name of the office, if it has one in its settings."""
    for family in PaperFamily:
        if name := office(session, family).issuing_body:
            return name
    return ""


def token_of_issued(session: Session, issued_id: int) -> str:
    """Return the address of an issued document that is marked; else empty."""
    wanted = select(Publicity.token).where(Publicity.issued_id == issued_id)
    return session.scalar(wanted) or ""

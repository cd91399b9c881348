"""Which files of the store belong to minutes: they are kept, and backed up."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.minutes.models import Minutes, SignedFile


def files_of_minutes(session: Session, among: list[str] | None = None) -> set[str]:
    """Return the SHA-256 of locked and of signed PDFs; `among` restricts the query."""
    used: set[str] = set()
    for column in (Minutes.pdf_sha256, SignedFile.sha256):
        wanted = select(column).where(column != "")
        if among is not None:
            wanted = wanted.where(column.in_(among))
        used.update(session.scalars(wanted))
    return used

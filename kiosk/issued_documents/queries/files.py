"""Which files of the store belong to issued documents: kept, and backed up."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.issued_documents.models import IssuedDocument


def files_of_issued(session: Session, among: list[str] | None = None) -> set[str]:
    """Return the SHA-256 of all files; `among` restricts the query."""
    wanted = select(IssuedDocument.file_sha256).where(IssuedDocument.file_sha256 != "")
    if among is not None:
        wanted = wanted.where(IssuedDocument.file_sha256.in_(among))
    return set(session.scalars(wanted))

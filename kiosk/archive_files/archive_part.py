"""Searchable PDFs of scans in a meeting's archive."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.archive_files.export import ARCHIVE_FILE
from kiosk.archive_files.queries import archive_plan_for
from kiosk.documents.models import Document
from kiosk.errors import Conflict
from kiosk.exports.archive_part import ArchiveExport, ArchivePart


def searchable_stem(document_id: int) -> str:
    """Return the path in the archive, without its suffix."""
    return f"documents/{document_id}-searchable"


def archivable_documents(session: Session, meeting_id: int) -> Iterator[ArchiveExport]:
    """Yield the archive file of each recognised scan, whether it is made or not."""
    documents = session.scalars(
        select(Document.id)
        .where(Document.meeting_id == meeting_id)
        .order_by(Document.id)
    )
    for document_id in documents.all():
        try:
            plan = archive_plan_for(session, meeting_id, document_id)
        except Conflict:
            continue
        yield ArchiveExport(
            ARCHIVE_FILE,
            str(document_id),
            searchable_stem(document_id),
            signature=plan.signature,
        )


ARCHIVE_PART = ArchivePart(exports=archivable_documents)

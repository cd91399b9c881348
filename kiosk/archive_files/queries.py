"""Data of archive files."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.archive_files.rules import ArchivePage, ArchivePlan
from kiosk.documents.file_remarks import may_be_printed
from kiosk.documents.file_types import rendered_type
from kiosk.documents.models import Document, Page
from kiosk.documents.rules import DocumentState, Recognition
from kiosk.errors import N_, Conflict, NotFound
from kiosk.meetings.models import Meeting

_READ = {Recognition.DONE, Recognition.PARTLY}


def archive_plan_for(
    session: Session, meeting_id: int, document_id: int
) -> ArchivePlan:
    """Return the plan of a document's archive file.

    :raises NotFound: the meeting has no such document.
    :raises Conflict: it is not a recognised scan, or forbids printing.
    """
    document = session.get(Document, document_id)
    if document is None or document.meeting_id != meeting_id:
        raise NotFound(N_("Không có tài liệu này trong hội nghị."))
    if document.state != DocumentState.READY or document.recognition not in _READ:
        raise Conflict(
            N_(
                "Chỉ bản quét đã nhận dạng chữ xong mới có bản lưu trữ."
                " Tài liệu khác xin tải tệp gốc."
            )
        )
    if not may_be_printed(document.paper_remarks):
        raise Conflict(
            N_("Tệp này không cho phép in nên không có bản lưu trữ. Xin tải tệp gốc.")
        )
    return ArchivePlan(
        title=document.title,
        source=document.pdf_sha256 or document.original_sha256,
        kind=rendered_type(document.media_type),
        pages=tuple(
            ArchivePage(*row)
            for row in session.execute(
                select(Page.words_sha256, Page.width, Page.height)
                .where(Page.document_id == document_id)
                .order_by(Page.number)
            )
        ),
        digitised_by=document.uploaded_by,
        unit=session.get_one(Meeting, meeting_id).body_name,
        digitised_at=document.uploaded_at,
        file_name=document.file_name,
        original_sha256=document.original_sha256,
    )


def meeting_of(session: Session, document_id: int) -> int | None:
    """Return the meeting a document belongs to, if it exists."""
    return session.scalar(select(Document.meeting_id).where(Document.id == document_id))

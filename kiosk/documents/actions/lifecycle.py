"""Add and delete documents, and process them again."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import delete, select

from kiosk.documents.actions.audience import record_changed, record_progressed, seen_by
from kiosk.documents.actions.lookup import (
    documents_of_item,
    find_document,
    require_open_meeting,
    require_own_item,
)
from kiosk.documents.actions.versions import link_new_version
from kiosk.documents.events import DocumentAdded
from kiosk.documents.models import Document, Page
from kiosk.documents.rules import (
    NO_MAP,
    READABLE,
    DocumentState,
    PageFault,
    Publication,
    Recognition,
)
from kiosk.documents.unrestricted_queries import files_of
from kiosk.errors import N_, Conflict
from kiosk.identity import Actor
from kiosk.storage.files import FileStore, StoredFile
from kiosk.storage.jobs import Jobs
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.vietnamese import nfc

# Job names, and the number of files per discard job.
OPEN_DOCUMENT_JOB = "open_document"
DISCARD_FILES_JOB = "discard_files"
DISCARD_BATCH = 300


@dataclass(frozen=True)
class Upload:
    """A complete upload that is not yet in the file store."""

    path: Path
    stored: StoredFile
    file_name: str
    media_type: str
    # The document that it is a new version of.
    replaces_id: int | None = None


def add_document(
    work: UnitOfWork,
    files: FileStore,
    jobs: Jobs,
    *,
    actor: Actor,
    upload: Upload,
    item_id: int | None,
) -> int:
    """Store an upload as a draft, queue its processing, and return its id.

    The file is moved inside the transaction: the cleanup holds the same lock, so that
    no file disappears between the row and the file.

    :raises NotFound: the item or document belongs to another meeting.
    :raises Conflict: that document already has a new version.
    """
    require_open_meeting(work, actor)
    replaced = upload.replaces_id
    old = find_document(work, actor, replaced) if replaced is not None else None
    require_own_item(work, actor, old.item_id if old else item_id)
    files.move_in(upload.path, upload.stored)
    document = Document(
        meeting_id=actor.meeting_id,
        item_id=item_id,
        ordinal=_next_ordinal(work, actor.meeting_id, item_id),
        title=nfc(Path(upload.file_name).stem),
        file_name=upload.file_name,
        media_type=upload.media_type,
        original_sha256=upload.stored.sha256,
        original_size=upload.stored.size,
        uploaded_by=actor.name,
        uploaded_at=work.now,
        state=DocumentState.WAITING,
        publication=Publication.DRAFT,
    )
    if old is not None:
        link_new_version(work, old, document)
    work.session.add(document)
    work.session.flush()
    work.record(
        DocumentAdded(
            meeting_id=document.meeting_id,
            document_id=document.id,
            seen_by=seen_by(work.session, document),
        )
    )
    document_id = document.id
    work.after_commit(lambda: jobs.enqueue(OPEN_DOCUMENT_JOB, document_id=document_id))
    return document_id


def delete_document(
    work: UnitOfWork, jobs: Jobs, *, actor: Actor, document_id: int
) -> None:
    """Delete a document that was never published or has a secrecy stamp.

    :raises Conflict: it was published; such a document is only withdrawn.
    """
    document = find_document(work, actor, document_id)
    # A document with a secrecy stamp must not stay on this system.
    if document.published_at is not None and not document.secrecy_stamp:
        raise Conflict(
            N_("Tài liệu đã từng phát hành thì không xoá được. Xin thu hồi.")
        )
    enqueue_discard(work, jobs, files_of(work.session, document))
    record_changed(work, document)
    # By statement: the database cascades to pages and images.
    work.session.execute(delete(Document).where(Document.id == document.id))


def retry_document(
    work: UnitOfWork, jobs: Jobs, *, actor: Actor, document_id: int
) -> None:
    """Process a document again that was refused or lacks pages.

    :raises Conflict: it is complete, or published.
    """
    document = find_document(work, actor, document_id)
    if document.state != DocumentState.REFUSED and not _lacks_pages(work, document):
        raise Conflict(
            N_("Chỉ tài liệu bị từ chối hoặc có trang không vẽ được mới cần xử lý lại.")
        )
    if document.publication in READABLE:
        raise Conflict(N_("Đại biểu đang đọc tài liệu này. Xin thu hồi rồi thử lại."))
    # A new conversion may break pages differently: keep none.
    made = files_of(work.session, document) - {document.original_sha256}
    enqueue_discard(work, jobs, made)
    work.session.execute(delete(Page).where(Page.document_id == document.id))
    document.pdf_sha256 = ""
    document.state = DocumentState.WAITING
    document.refusal, document.refusal_details = "", "{}"
    document.page_count = document.pages_ready = 0
    document.recognition = Recognition.NOTHING
    document.pages_to_recognise = document.pages_recognised = 0
    document.lowest_dpi = document.blank_pages = document.secrecy_page = 0
    document.secrecy_stamp = document.stamp_denied_by = ""
    document.attached = "[]"
    document.paper_remarks = ""
    document.page_map = NO_MAP
    document.revision += 1
    record_progressed(work, document)
    work.after_commit(lambda: jobs.enqueue(OPEN_DOCUMENT_JOB, document_id=document_id))


def _lacks_pages(work: UnitOfWork, document: Document) -> bool:
    found = select(Page.id).where(
        Page.document_id == document.id, Page.fault == PageFault.NOT_DRAWN
    )
    is_done = document.state == DocumentState.READY
    return is_done and work.session.scalar(found.limit(1)) is not None


def _next_ordinal(work: UnitOfWork, meeting_id: int, item_id: int | None) -> int:
    documents = documents_of_item(work, meeting_id, item_id)
    return documents[-1].ordinal + 1 if documents else 0


def enqueue_discard(work: UnitOfWork, jobs: Jobs, sha256s: set[str]) -> None:
    """Queue the deletion of files; the worker checks whether they are unused."""
    names = sorted(sha256s)

    def discard() -> None:
        for start in range(0, len(names), DISCARD_BATCH):
            batch = " ".join(names[start : start + DISCARD_BATCH])
            jobs.enqueue(DISCARD_FILES_JOB, sha256s=batch)

    work.after_commit(discard)

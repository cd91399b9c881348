"""Stop and resume the OCR of a document, and keep its progress."""

from sqlalchemy import func, select, update

from kiosk.documents.actions.lookup import find_document
from kiosk.documents.events import DocumentRecognised
from kiosk.documents.models import Document, Page
from kiosk.documents.rules import DocumentState, PageText, Recognition
from kiosk.errors import N_, Conflict
from kiosk.identity import Actor
from kiosk.storage.jobs import Jobs
from kiosk.storage.unit_of_work import UnitOfWork

RECOGNISE_PAGE_JOB = "recognise_page"


def count_recognised(work: UnitOfWork, document: Document) -> bool:
    """Update the OCR progress; return whether no page is waiting."""
    work.session.flush()
    rows = work.session.execute(
        select(Page.text_source, func.count())
        .where(Page.document_id == document.id)
        .group_by(Page.text_source)
    )
    pages = {source: count for source, count in rows}  # noqa: C416 two columns a row
    waiting = pages.get(PageText.WAITING, 0)
    document.pages_recognised = document.pages_to_recognise - waiting
    if waiting:
        return False
    has_failed = PageText.FAILED in pages
    document.recognition = Recognition.PARTLY if has_failed else Recognition.DONE
    if not pages.keys() - {PageText.OWN}:
        # Not a scan: its pages were only searched for stamps.
        document.recognition = Recognition.NOTHING
        document.pages_to_recognise = document.pages_recognised = 0
    return True


def stop_recognition(work: UnitOfWork, *, actor: Actor, document_id: int) -> None:
    """Stop the OCR of a document; recognised pages are kept.

    :raises Conflict: it is not running.
    """
    document = find_document(work, actor, document_id)
    if document.recognition != Recognition.RUNNING:
        raise Conflict(N_("Tài liệu này không đang được nhận dạng chữ."))
    document.recognition = Recognition.STOPPED
    record_ocr_progress(work, document)


def go_on_recognising(
    work: UnitOfWork, jobs: Jobs, *, actor: Actor, document_id: int, is_on: bool
) -> None:
    """Resume the OCR of a document, including failed pages.

    :raises Conflict: no page is waiting, it is running, or not `is_on`.
    """
    document = find_document(work, actor, document_id)
    if not is_on:
        raise Conflict(N_("Máy chủ này không bật nhận dạng chữ (KIOSK_OCR)."))
    if document.state != DocumentState.READY:
        raise Conflict(N_("Tài liệu chưa xử lý xong các trang. Xin chờ."))
    if document.recognition == Recognition.RUNNING:
        raise Conflict(N_("Tài liệu này đang được nhận dạng chữ."))
    work.session.execute(
        update(Page)
        .where(Page.document_id == document.id, Page.text_source == PageText.FAILED)
        .values(text_source=PageText.WAITING)
    )
    document.recognition = Recognition.RUNNING
    if count_recognised(work, document):
        raise Conflict(N_("Tài liệu này không còn trang nào cần nhận dạng chữ."))
    record_ocr_progress(work, document)
    work.after_commit(lambda: jobs.enqueue(RECOGNISE_PAGE_JOB, document_id=document_id))


def record_ocr_progress(work: UnitOfWork, document: Document) -> None:
    """Record the progress for those who prepare the meeting."""
    work.record(
        DocumentRecognised(
            meeting_id=document.meeting_id,
            document_id=document.id,
            recognition=document.recognition,
            pages_recognised=document.pages_recognised,
            pages_to_recognise=document.pages_to_recognise,
        )
    )

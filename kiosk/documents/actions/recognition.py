"""Text recognised on a paper's pictures: keeping it, stopping it, going on with it."""

from dataclasses import dataclass

from sqlalchemy import func, select, update

from kiosk.documents.actions.audience import seen_by
from kiosk.documents.actions.lifecycle import enqueue_discard
from kiosk.documents.actions.lookup import find_document
from kiosk.documents.actions.stamps import stop_publication
from kiosk.documents.events import DocumentRecognised, DocumentTextReady
from kiosk.documents.models import Document, Page
from kiosk.documents.rules import DocumentState, PageText, Recognition
from kiosk.errors import N_, Conflict
from kiosk.identity import Actor
from kiosk.ingestion.actions import NewFile
from kiosk.storage.files import FileStore
from kiosk.storage.jobs import Jobs
from kiosk.storage.unit_of_work import UnitOfWork

RECOGNISE_PAGE_JOB = "recognise_page"


@dataclass(frozen=True)
class RecognisedPage:
    """What was recognised on one page; no words file: its picture could not be read."""

    document_id: int
    # Tells this document from a later one that was given the same number.
    original_sha256: str
    number: int
    words: NewFile | None = None
    text: str = ""
    confidence: int = 0
    is_blank: bool = False
    stamp: str = ""
    # They are the words that the file itself has, drawn or behind its picture.
    is_own: bool = False
    is_layer: bool = False


def store_recognised(
    work: UnitOfWork,
    files: FileStore,
    jobs: Jobs,
    *,
    page: RecognisedPage,
    report: bool,
) -> bool:
    """Give a page its text; the screens hear of it if `report`, and of the last one.

    Returns whether that was the last one.

    Pages may come many a second: who calls lets only some of them be told.
    """
    document = work.session.get(Document, page.document_id)
    if (
        document is None
        or document.state != DocumentState.READY
        or document.original_sha256 != page.original_sha256
    ):
        return False
    row = work.session.scalar(
        select(Page).where(
            Page.document_id == document.id,
            Page.number == page.number,
            Page.text_source == PageText.WAITING,
        )
    )
    if row is None:
        return False
    before, had_text = row.words_sha256, bool(row.text)
    _write(files, row, page)
    document.blank_pages += page.is_blank
    is_last = _count(work, document)
    if page.stamp:
        stop_publication(work, document, stamp=page.stamp, page=page.number)
    if is_last:
        _record_text_ready(work, document)
        # What stood for words until now, the same for every page.
        enqueue_discard(work, jobs, {before})
        return True
    if had_text and row.words_sha256 != before:
        # An earlier recognition was not to be trusted.
        enqueue_discard(work, jobs, {before})
    if report or page.stamp:
        _record_progress(work, document)
    return False


def _write(files: FileStore, row: Page, page: RecognisedPage) -> None:
    if page.words is None:
        row.text_source = PageText.FAILED
        return
    files.move_in(page.words.path, page.words.stored)
    row.words_sha256 = page.words.stored.sha256
    row.text, row.confidence = page.text, page.confidence
    if page.is_own:
        row.text_source = PageText.CONFIRMED if page.is_layer else PageText.OWN
    else:
        row.text_source = PageText.BLANK if page.is_blank else PageText.RECOGNISED


def _count(work: UnitOfWork, document: Document) -> bool:
    """Note how many pages are read, and whether they all are; return that."""
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
        # No scan: its pages were looked at for stamps only.
        document.recognition = Recognition.NOTHING
        document.pages_to_recognise = document.pages_recognised = 0
    return True


def stop_recognition(work: UnitOfWork, *, actor: Actor, document_id: int) -> None:
    """Let no more pages of a paper be recognised; those that are stay.

    :raises Conflict: nothing is being recognised.
    """
    document = find_document(work, actor, document_id)
    if document.recognition != Recognition.RUNNING:
        raise Conflict(N_("Tài liệu này không đang được nhận dạng chữ."))
    document.recognition = Recognition.STOPPED
    _record_progress(work, document)


def go_on_recognising(
    work: UnitOfWork, jobs: Jobs, *, actor: Actor, document_id: int, is_on: bool
) -> None:
    """Have the rest of a paper recognised, and what failed before.

    :raises Conflict: there is nothing left, it is under way, or it is not `is_on`.
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
    if _count(work, document):
        raise Conflict(N_("Tài liệu này không còn trang nào cần nhận dạng chữ."))
    _record_progress(work, document)
    work.after_commit(lambda: jobs.enqueue(RECOGNISE_PAGE_JOB, document_id=document_id))


def _record_progress(work: UnitOfWork, document: Document) -> None:
    """Tell those who prepare the meeting how far the recognising is."""
    work.record(
        DocumentRecognised(
            meeting_id=document.meeting_id,
            document_id=document.id,
            recognition=document.recognition,
            pages_recognised=document.pages_recognised,
            pages_to_recognise=document.pages_to_recognise,
        )
    )


def _record_text_ready(work: UnitOfWork, document: Document) -> None:
    """Tell everybody who may read the paper that its pages have text now."""
    work.record(
        DocumentTextReady(
            meeting_id=document.meeting_id,
            document_id=document.id,
            seen_by=seen_by(work.session, document),
        )
    )

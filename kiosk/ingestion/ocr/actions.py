"""Store the recognised text of pages."""

from dataclasses import dataclass

from sqlalchemy import select

from kiosk.documents.actions.audience import seen_by
from kiosk.documents.actions.lifecycle import enqueue_discard
from kiosk.documents.actions.recognition import count_recognised, record_ocr_progress
from kiosk.documents.actions.stamps import stop_publication
from kiosk.documents.events import DocumentTextReady
from kiosk.documents.models import Document, Page
from kiosk.documents.rules import DocumentState, PageText
from kiosk.ingestion.actions import NewFile
from kiosk.storage.files import FileStore
from kiosk.storage.jobs import Jobs
from kiosk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class RecognisedPage:
    """The text of one page; without `words` the page could not be recognised."""

    document_id: int
    # Distinguishes the document from a later one with a reused id.
    original_sha256: str
    number: int
    words: NewFile | None = None
    text: str = ""
    confidence: int = 0
    is_blank: bool = False
    stamp: str = ""
    # The words come from the file: drawn text, or an invisible layer.
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
    """Store a page's text; return whether it was the last page.

    Progress is recorded as an event if `report`, and always for the last page: callers
    limit the rate.
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
    is_last = count_recognised(work, document)
    if page.stamp:
        stop_publication(work, document, stamp=page.stamp, page=page.number)
    if is_last:
        _record_text_ready(work, document)
        # The empty words file that all pages shared until now.
        enqueue_discard(work, jobs, {before})
        return True
    if had_text and row.words_sha256 != before:
        # The previous text layer was rejected.
        enqueue_discard(work, jobs, {before})
    if report or page.stamp:
        record_ocr_progress(work, document)
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


def _record_text_ready(work: UnitOfWork, document: Document) -> None:
    """Record for all readers that the text is complete."""
    work.record(
        DocumentTextReady(
            meeting_id=document.meeting_id,
            document_id=document.id,
            seen_by=seen_by(work.session, document),
        )
    )

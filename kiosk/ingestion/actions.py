"""Database changes of the worker while a document is turned into pages."""

from dataclasses import dataclass
from pathlib import Path

import msgspec
from sqlalchemy import select

from kiosk.documents.actions.audience import record_progressed
from kiosk.documents.actions.stamps import stop_publication
from kiosk.documents.file_remarks import FileRemark
from kiosk.documents.models import Document, Page, PageImage
from kiosk.documents.rules import (
    UNCONVERTED,
    UNFINISHED,
    DocumentState,
    PageFault,
    PageText,
    Recognition,
    clean_outline,
)
from kiosk.errors import KioskError
from kiosk.ingestion.attachment_names import clean_attachment_names
from kiosk.ingestion.child_protocol import InspectionResult
from kiosk.ingestion.rendering.page_navigation import Link, clean_label, clean_links
from kiosk.ingestion.secrecy_stamps import STAMPS
from kiosk.storage.files import FileStore, StoredFile
from kiosk.storage.unit_of_work import UnitOfWork

_UNOPENED = {DocumentState.WAITING, *UNCONVERTED}


@dataclass(frozen=True)
class NewFile:
    """A complete file that is not yet in the file store."""

    path: Path
    stored: StoredFile


@dataclass(frozen=True)
class NewImage:
    """A page image of one nominal width, in pixels."""

    width: int
    height: int
    file: NewFile


@dataclass(frozen=True)
class NewPage:
    """A rendered page; sizes in points."""

    number: int
    width: float
    height: float
    images: tuple[NewImage, ...]
    words: NewFile
    text: str
    # Needs OCR; the resolution of its image in dots per inch.
    needs_ocr: bool = False
    dpi: int = 0
    stamp: str = ""
    label: str = ""
    links: tuple[Link, ...] = ()
    fault: PageFault = PageFault.NONE


def mark_checked(work: UnitOfWork, *, document_id: int, media_type: str) -> None:
    """Set a document to "checked": it waits for conversion to PDF."""
    document = work.session.get(Document, document_id)
    if document is None:
        return
    document.media_type = media_type
    document.state = DocumentState.CHECKED
    record_progressed(work, document)


def begin_conversion(work: UnitOfWork, *, document_id: int) -> None:
    """Set a document to "converting"."""
    document = work.session.get(Document, document_id)
    if document is not None and document.state == DocumentState.CHECKED:
        document.state = DocumentState.CONVERTING
        record_progressed(work, document)


def begin_pages(
    work: UnitOfWork,
    files: FileStore,
    *,
    document_id: int,
    result: InspectionResult,
    pdf: NewFile | None,
) -> None:
    """Store the page count and outline; keep the sanitized PDF (images have none)."""
    document = work.session.get(Document, document_id)
    if document is None or document.state not in _UNOPENED:
        return
    if pdf is not None:
        files.move_in(pdf.path, pdf.stored)
        document.pdf_sha256 = pdf.stored.sha256
    document.page_count = result.page_count
    # The child parsed an untrusted file: validate its output.
    outline = clean_outline(result.outline, result.page_count)
    document.outline = msgspec.json.encode(outline).decode()
    document.attached = msgspec.json.encode(
        clean_attachment_names(result.attached)
    ).decode()
    document.paper_remarks = " ".join(
        remark for remark in FileRemark if remark in result.remarks
    )
    document.state = DocumentState.RENDERING
    if result.stamp in STAMPS:
        stop_publication(work, document, stamp=result.stamp, page=result.stamp_page)
    record_progressed(work, document)


def add_pages(
    work: UnitOfWork,
    files: FileStore,
    *,
    document_id: int,
    original_sha256: str,
    pages: list[NewPage],
    recognises: bool = False,
) -> bool:
    """Store rendered pages; return False if the document is gone.

    With `recognises`, OCR starts once all pages are rendered.

    The files are moved inside the transaction, as with uploads. Pages that exist are
    kept: a job may run twice.
    """
    document = work.session.get(Document, document_id)
    if (
        document is None
        or document.state != DocumentState.RENDERING
        # The id of a deleted document may have been reused.
        or document.original_sha256 != original_sha256
    ):
        return False
    numbers = set(
        work.session.scalars(select(Page.number).where(Page.document_id == document_id))
    )
    for page in pages:
        if page.number not in numbers:
            numbers.add(page.number)
            _add_page(work, files, document, page)
    ready = document.pages_ready
    while ready + 1 in numbers:
        ready += 1
    document.pages_ready = ready
    if ready == document.page_count:
        document.state = DocumentState.READY
        if recognises and document.pages_to_recognise:
            document.recognition = Recognition.RUNNING
    record_progressed(work, document)
    return True


def refuse_document(work: UnitOfWork, *, document_id: int, refusal: KioskError) -> None:
    """Set a document to "refused", with the reason as an untranslated sentence."""
    document = work.session.get(Document, document_id)
    if document is None or document.state not in UNFINISHED:
        return
    document.state = DocumentState.REFUSED
    document.refusal = refusal.sentence
    document.refusal_details = msgspec.json.encode(refusal.details).decode()
    record_progressed(work, document)


def _add_page(
    work: UnitOfWork, files: FileStore, document: Document, page: NewPage
) -> None:
    files.move_in(page.words.path, page.words.stored)
    if page.needs_ocr:
        document.pages_to_recognise += 1
        _note_dpi(document, page.dpi)
    if page.stamp:
        stop_publication(work, document, stamp=page.stamp, page=page.number)
    row = Page(
        document_id=document.id,
        number=page.number,
        width=page.width,
        height=page.height,
        words_sha256=page.words.stored.sha256,
        text=page.text,
        text_source=PageText.WAITING if page.needs_ocr else PageText.OWN,
        # The child parsed an untrusted file: validate its output.
        label=clean_label(page.label, page.number),
        fault=page.fault,
    )
    links = clean_links(list(page.links), page.number, document.page_count)
    row.links = msgspec.json.encode(links).decode() if links else ""
    work.session.add(row)
    work.session.flush()
    for image in page.images:
        files.move_in(image.file.path, image.file.stored)
        work.session.add(
            PageImage(
                page_id=row.id,
                width=image.width,
                height=image.height,
                sha256=image.file.stored.sha256,
                size=image.file.stored.size,
            )
        )


def _note_dpi(document: Document, dpi: int) -> None:
    if dpi and (not document.lowest_dpi or dpi < document.lowest_dpi):
        document.lowest_dpi = dpi

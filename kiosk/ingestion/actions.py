"""The worker's deeds: how a paper comes into pages, or is refused."""

from dataclasses import dataclass
from pathlib import Path

import msgspec
from sqlalchemy import select

from kiosk.documents.actions.audience import seen_by
from kiosk.documents.actions.stamps import stop_publication
from kiosk.documents.events import DocumentProgressed
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
    """A complete file that has not yet taken its place."""

    path: Path
    stored: StoredFile


@dataclass(frozen=True)
class NewImage:
    """A page image of one nominal width."""

    width: int
    height: int
    file: NewFile


@dataclass(frozen=True)
class NewPage:
    """A page just rendered; sizes in points."""

    number: int
    width: float
    height: float
    images: tuple[NewImage, ...]
    words: NewFile
    text: str
    # Its picture is to be read, and has so many dots an inch.
    needs_ocr: bool = False
    dpi: int = 0
    stamp: str = ""
    label: str = ""
    links: tuple[Link, ...] = ()
    fault: PageFault = PageFault.NONE


def mark_checked(work: UnitOfWork, *, document_id: int, media_type: str) -> None:
    """Note that a paper was checked and now waits to become a PDF."""
    document = work.session.get(Document, document_id)
    if document is None:
        return
    document.media_type = media_type
    document.state = DocumentState.CHECKED
    _record_change(work, document)


def begin_conversion(work: UnitOfWork, *, document_id: int) -> None:
    """Note that LibreOffice has begun with a paper."""
    document = work.session.get(Document, document_id)
    if document is not None and document.state == DocumentState.CHECKED:
        document.state = DocumentState.CONVERTING
        _record_change(work, document)


def begin_pages(
    work: UnitOfWork,
    files: FileStore,
    *,
    document_id: int,
    result: InspectionResult,
    pdf: NewFile | None,
) -> None:
    """Note a paper's pages and contents; keep the checked PDF (images have none)."""
    document = work.session.get(Document, document_id)
    if document is None or document.state not in _UNOPENED:
        return
    if pdf is not None:
        files.move_in(pdf.path, pdf.stored)
        document.pdf_sha256 = pdf.stored.sha256
    document.page_count = result.page_count
    # A child that met a stranger's file is no longer trusted.
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
    _record_change(work, document)


def add_pages(
    work: UnitOfWork,
    files: FileStore,
    *,
    document_id: int,
    original_sha256: str,
    pages: list[NewPage],
    recognises: bool = False,
) -> bool:
    """Keep rendered pages; return False if the paper is no longer there.

    With `recognises` the paper's pictures are to be read once all pages are there.

    Files take their place inside the change, as with uploads. A page that is
    already there stays: a job may have been queued twice.
    """
    document = work.session.get(Document, document_id)
    if (
        document is None
        or document.state != DocumentState.RENDERING
        # The number of a deleted paper may have gone to a new one.
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
    _record_change(work, document)
    return True


def refuse_document(work: UnitOfWork, *, document_id: int, refusal: KioskError) -> None:
    """Note why a paper cannot be read, as a sentence still to be translated."""
    document = work.session.get(Document, document_id)
    if document is None or document.state not in UNFINISHED:
        return
    document.state = DocumentState.REFUSED
    document.refusal = refusal.sentence
    document.refusal_details = msgspec.json.encode(refusal.details).decode()
    _record_change(work, document)


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
        # A child that met a stranger's file is no longer trusted.
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


def _record_change(work: UnitOfWork, document: Document) -> None:
    work.record(
        DocumentProgressed(
            meeting_id=document.meeting_id,
            document_id=document.id,
            state=document.state,
            pages_ready=document.pages_ready,
            page_count=document.page_count,
            seen_by=seen_by(work.session, document),
        )
    )

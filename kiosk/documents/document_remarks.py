"""What those who prepare a meeting should know about its documents' files."""

from collections import defaultdict
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.documents.models import Document, Page
from kiosk.documents.rules import LOW_DPI, UNSURE_PAGE, PageFault, PageText


def _unsure_pages(
    session: Session, meeting_id: int
) -> dict[int, list[tuple[int, int]]]:
    """Return, by document, the pages recognised with low confidence."""
    found = defaultdict(list)
    rows = session.execute(
        select(Page.document_id, Page.number, Page.confidence)
        .join(Document, Page.document_id == Document.id)
        .where(
            Document.meeting_id == meeting_id,
            Document.pages_recognised > 0,
            Page.text_source == PageText.RECOGNISED,
            # 0: a page without words.
            Page.confidence.between(1, UNSURE_PAGE - 1),
        )
        .order_by(Page.number)
    )
    for document_id, number, confidence in rows:
        found[document_id].append((number, confidence))
    return found


def page_faults(session: Session, meeting_id: int) -> dict[int, list[tuple[int, str]]]:
    """Return, by document, the pages that differ from their file, and why."""
    found = defaultdict(list)
    rows = session.execute(
        select(Page.document_id, Page.number, Page.fault)
        .join(Document, Page.document_id == Document.id)
        .where(Document.meeting_id == meeting_id, Page.fault != PageFault.NONE)
        .order_by(Page.number)
    )
    for document_id, number, fault in rows:
        found[document_id].append((number, fault))
    return found


def document_remarks(session: Session, meeting_id: int) -> dict[int, dict[str, Any]]:
    """Return, by document, the remarks for those who prepare the meeting.

    Low resolution, blank pages, pages that may be misread or differ from their file,
    attachments, secrecy stamps, and the file's remarks (FileRemark).
    """
    faults = page_faults(session, meeting_id)
    unsure = _unsure_pages(session, meeting_id)
    documents = select(Document).where(Document.meeting_id == meeting_id)
    remarks_by_document = {}
    for document in session.scalars(documents):
        remarks = _remarks(document)
        if document.id in unsure:
            remarks["unsure_pages"] = unsure[document.id]
        if document.id in faults:
            remarks["faults"] = faults[document.id]
        remarks_by_document[document.id] = remarks
    return remarks_by_document


def _remarks(document: Document) -> dict[str, Any]:
    remarks: dict[str, Any] = {}
    if document.secrecy_stamp:
        remarks["secrecy_stamp"] = document.secrecy_stamp
        remarks["secrecy_page"] = document.secrecy_page
    if document.stamp_denied_by:
        remarks["stamp_denied_by"] = document.stamp_denied_by
    if attached := msgspec.json.decode(document.attached, type=list[str]):
        remarks["attached"] = attached
    if 0 < document.lowest_dpi < LOW_DPI:
        remarks["low_dpi"] = document.lowest_dpi
    if document.blank_pages:
        remarks["blank_pages"] = document.blank_pages
    if document.paper_remarks:
        remarks["paper_remarks"] = document.paper_remarks.split()
    return remarks

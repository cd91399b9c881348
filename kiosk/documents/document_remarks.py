"""What those who prepare a meeting should know of its papers' files."""

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
    """Return, by paper, the pages that were read without being sure."""
    found = defaultdict(list)
    rows = session.execute(
        select(Page.document_id, Page.number, Page.confidence)
        .join(Document, Page.document_id == Document.id)
        .where(
            Document.meeting_id == meeting_id,
            Document.pages_recognised > 0,
            Page.text_source == PageText.RECOGNISED,
            # A page without a word was not read at all.
            Page.confidence.between(1, UNSURE_PAGE - 1),
        )
        .order_by(Page.number)
    )
    for document_id, number, confidence in rows:
        found[document_id].append((number, confidence))
    return found


def page_faults(session: Session, meeting_id: int) -> dict[int, list[tuple[int, str]]]:
    """Return, by paper, the pages that are not as their file is, and why."""
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
    """Return, by paper, what only those who prepare the meeting are told of it.

    A coarse scan, blank pages, pages that may be misread or are not as their file is,
    attached files, a stamp of secrecy; what its file had or forbids (FileRemark).
    """
    faults = page_faults(session, meeting_id)
    unsure = _unsure_pages(session, meeting_id)
    papers = select(Document).where(Document.meeting_id == meeting_id)
    said = {}
    for document in session.scalars(papers):
        remarks = _remarks(document)
        if document.id in unsure:
            remarks["unsure_pages"] = unsure[document.id]
        if document.id in faults:
            remarks["faults"] = faults[document.id]
        said[document.id] = remarks
    return said


def _remarks(document: Document) -> dict[str, Any]:
    said: dict[str, Any] = {}
    if document.secrecy_stamp:
        said["secrecy_stamp"] = document.secrecy_stamp
        said["secrecy_page"] = document.secrecy_page
    if document.stamp_denied_by:
        said["stamp_denied_by"] = document.stamp_denied_by
    if attached := msgspec.json.decode(document.attached, type=list[str]):
        said["attached"] = attached
    if 0 < document.lowest_dpi < LOW_DPI:
        said["low_dpi"] = document.lowest_dpi
    if document.blank_pages:
        said["blank_pages"] = document.blank_pages
    if document.paper_remarks:
        said["paper_remarks"] = document.paper_remarks.split()
    return said

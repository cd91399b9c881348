"""Content of a printout: what an official delegate may read."""

from collections import defaultdict

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kiosk.agenda.queries import agenda
from kiosk.documents.file_remarks import may_be_printed
from kiosk.documents.models import Document, Page, PageImage
from kiosk.documents.rules import DocumentState, Publication
from kiosk.meetings.models import Meeting
from kiosk.printing.rules import PrintedDocument, PrintedItem, PrintoutPlan
from kiosk.roles import Role
from kiosk.vietnamese import clock_time, long_date


def plan_printout(session: Session, meeting_id: int) -> PrintoutPlan:
    """Return what would be printed of the meeting now."""
    meeting = session.get_one(Meeting, meeting_id)
    papers = defaultdict(list)
    for document in session.scalars(
        select(Document)
        .where(
            Document.meeting_id == meeting_id,
            Document.publication == Publication.PUBLISHED,
            Document.state == DocumentState.READY,
        )
        .order_by(Document.ordinal, Document.id)
    ):
        if not may_be_printed(document.paper_remarks):
            continue
        pictures = () if document.pdf_sha256 else _page_images(session, document.id)
        labels = _labels(session, document.id)
        paper = PrintedDocument(document.title, document.pdf_sha256, pictures, labels)
        papers[document.item_id].append(paper)
    items = tuple(
        PrintedItem(
            line.number,
            line.item.title,
            line.presenter,
            line.item.planned_minutes,
            line.item.is_on_paper,
            tuple(papers[line.item.id]),
        )
        for line in agenda(session, meeting_id, Role.OFFICIAL_DELEGATE)
    )
    return PrintoutPlan(
        meeting.body_name,
        meeting.title,
        meeting.place,
        long_date(meeting.starts_at),
        clock_time(meeting.starts_at),
        items,
    )


def _labels(session: Session, document_id: int) -> dict[int, str]:
    rows = session.execute(
        select(Page.number, Page.label)
        .where(Page.document_id == document_id, Page.label != "")
        .order_by(Page.number)
    )
    return {row.number: row.label for row in rows}


def _page_images(session: Session, document_id: int) -> tuple[str, ...]:
    widest = (
        select(PageImage.page_id, func.max(PageImage.width).label("width"))
        .join(Page, PageImage.page_id == Page.id)
        .where(Page.document_id == document_id)
        .group_by(PageImage.page_id)
        .subquery()
    )
    return tuple(
        session.scalars(
            select(PageImage.sha256)
            .join(
                widest,
                (widest.c.page_id == PageImage.page_id)
                & (widest.c.width == PageImage.width),
            )
            .join(Page, PageImage.page_id == Page.id)
            .order_by(Page.number)
        )
    )

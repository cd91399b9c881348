"""Document queries without access control, for the worker and commands."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from kiosk.documents.models import Document, Page, PageImage
from kiosk.documents.rules import (
    NO_MAP,
    UNFINISHED,
    DocumentState,
    PageText,
    Recognition,
)
from kiosk.subjects import load_named


def page_numbers(session: Session, document_id: int) -> set[int]:
    """Return the numbers of the rendered pages."""
    return set(
        session.scalars(select(Page.number).where(Page.document_id == document_id))
    )


def find(session: Session, document_id: int) -> Document | None:
    """Return a document by id."""
    return session.get(Document, document_id)


def unfinished(session: Session) -> list[int]:
    """Return the ids of the documents that are still being processed."""
    return list(
        session.scalars(
            select(Document.id)
            .where(Document.state.in_(UNFINISHED))
            .order_by(Document.id)
        )
    )


def to_recognise(session: Session) -> list[int]:
    """Return the ids of the documents whose OCR is not finished."""
    return list(
        session.scalars(
            select(Document.id)
            .where(Document.recognition == Recognition.RUNNING)
            .order_by(Document.id)
        )
    )


def pages_to_recognise(session: Session, document_id: int) -> list[int]:
    """Return the pages waiting for OCR, in order."""
    return list(
        session.scalars(
            select(Page.number)
            .where(
                Page.document_id == document_id, Page.text_source == PageText.WAITING
            )
            .order_by(Page.number)
        )
    )


def versions_to_map(
    session: Session, document_id: int | None = None
) -> list[tuple[int, int]]:
    """Return (old, new) of versions whose pages can be aligned.

    Those of one document, or (None) all that have no page map yet.
    """
    old = aliased(Document)
    question = (
        select(old.id, Document.id)
        .join(old, Document.replaces_id == old.id)
        .where(
            Document.state == DocumentState.READY,
            old.state == DocumentState.READY,
            # The id of a deleted document may be reused in another meeting.
            Document.meeting_id == old.meeting_id,
        )
        .order_by(Document.id)
    )
    if document_id is None:
        question = question.where(Document.page_map == NO_MAP)
    else:
        question = question.where(
            or_(Document.id == document_id, old.id == document_id)
        )
    return [(one, other) for one, other in session.execute(question)]


def texts_of(session: Session, document_id: int) -> list[str]:
    """Return the texts of a document's pages, in order."""
    return list(
        session.scalars(
            select(Page.text)
            .where(Page.document_id == document_id)
            .order_by(Page.number)
        )
    )


def files_of(session: Session, document: Document) -> set[str]:
    """Return the SHA-256 of every file a document refers to."""
    pages = select(Page.id).where(Page.document_id == document.id)
    found = {document.original_sha256, document.pdf_sha256}
    found |= set(
        session.scalars(
            select(Page.words_sha256).where(Page.document_id == document.id)
        )
    )
    found |= set(
        session.scalars(select(PageImage.sha256).where(PageImage.page_id.in_(pages)))
    )
    return found - {""}


def files_in_use(session: Session, among: list[str] | None = None) -> set[str]:
    """Return the SHA-256 of every file that a document or another subject refers to.

    `among` restricts the query to these.
    """
    used: set[str] = set()
    for stored_files in load_named("stored_files"):
        used |= stored_files(session, among)
    for column in (
        Document.original_sha256,
        Document.pdf_sha256,
        Page.words_sha256,
        PageImage.sha256,
    ):
        question = select(column)
        if among is not None:
            question = question.where(column.in_(among))
        used |= set(session.scalars(question))
    return used - {""}

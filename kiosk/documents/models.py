"""Tables of documents, their pages and page images."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, validates

from kiosk.documents.rules import (
    DocumentState,
    PageFault,
    PageText,
    Publication,
    Recognition,
)
from kiosk.storage.base import Base, BigInt
from kiosk.vietnamese import index_forms


class Document(Base):
    """A document of a meeting: its file, processing state and publication."""

    __tablename__ = "documents"
    __table_args__ = (
        Index("ix_documents_order", "meeting_id", "item_id", "ordinal"),
        Index("ix_documents_original", "original_sha256"),
        Index("ix_documents_replaces", "replaces_id"),
        # Queried once a second.
        Index("ix_documents_readable_until", "readable_until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE")
    )
    # None: not assigned to an item; visible only to those who prepare the meeting.
    item_id: Mapped[int | None] = mapped_column(
        ForeignKey("agenda_items.id", ondelete="SET NULL")
    )
    ordinal: Mapped[int] = mapped_column(default=0)
    title: Mapped[str]
    file_name: Mapped[str]
    media_type: Mapped[str] = mapped_column(default="")
    original_sha256: Mapped[str]
    original_size: Mapped[int] = mapped_column(BigInt)
    uploaded_by: Mapped[str]
    uploaded_at: Mapped[dt.datetime]
    state: Mapped[str] = mapped_column(default=DocumentState.WAITING)
    # Reason for the refusal: an untranslated sentence and its fields as JSON.
    refusal: Mapped[str] = mapped_column(default="")
    refusal_details: Mapped[str] = mapped_column(default="{}")
    # The sanitized PDF that the pages are rendered from; empty for images.
    pdf_sha256: Mapped[str] = mapped_column(default="")
    page_count: Mapped[int] = mapped_column(default=0)
    pages_ready: Mapped[int] = mapped_column(default=0)
    # Outline as JSON: [[depth, page, "title"], …].
    outline: Mapped[str] = mapped_column(default="[]")
    # OCR progress in pages.
    recognition: Mapped[str] = mapped_column(default=Recognition.NOTHING)
    pages_to_recognise: Mapped[int] = mapped_column(default=0)
    pages_recognised: Mapped[int] = mapped_column(default=0)
    # Secrecy stamp found on the document and its page number (0: none).
    secrecy_stamp: Mapped[str] = mapped_column(default="")
    secrecy_page: Mapped[int] = mapped_column(default=0)
    # For scans: the lowest resolution and the number of blank pages.
    lowest_dpi: Mapped[int] = mapped_column(default=0)
    blank_pages: Mapped[int] = mapped_column(default=0)
    # Names of attached files, as JSON.
    attached: Mapped[str] = mapped_column(default="[]")
    # Who declared that the detected secrecy stamp is none.
    stamp_denied_by: Mapped[str] = mapped_column(default="")
    # FileRemark values separated by spaces; the column's name is older.
    paper_remarks: Mapped[str] = mapped_column("office_remarks", default="")
    publication: Mapped[str] = mapped_column(default=Publication.DRAFT)
    published_at: Mapped[dt.datetime | None]
    withdrawn_at: Mapped[dt.datetime | None]
    # The previous version, and the version number. No foreign key: the old version may
    # be deleted while notes stay.
    replaces_id: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)
    # Pages of the previous version and of this one: [[old, new], …].
    page_map: Mapped[str] = mapped_column(default="[]")
    # Each reader sees their own name across the pages.
    is_marked: Mapped[bool] = mapped_column(default=False)
    # Readers may download it and keep it offline.
    is_kept: Mapped[bool] = mapped_column(default=True)
    # Withdrawn automatically at this time, or when the meeting is closed.
    readable_until: Mapped[dt.datetime | None]
    until_close: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=1)


class Page(Base):
    """A rendered page: its size in points and its text."""

    __tablename__ = "pages"
    __table_args__ = (UniqueConstraint("document_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(
        ForeignKey("documents.id", ondelete="CASCADE")
    )
    number: Mapped[int]  # from 1
    width: Mapped[float]  # points
    height: Mapped[float]  # points
    # SHA-256 of the JSON word boxes: [[x, y, w, h, "word"], …] as fractions of the page
    # from its top left. Words recognised with low confidence are followed by it
    # (rules.UNSURE_WORD).
    words_sha256: Mapped[str] = mapped_column(default="")
    # Plain text, NFC.
    text: Mapped[str] = mapped_column(default="")
    # Page label (iv, A-2), if it differs from `number`.
    label: Mapped[str] = mapped_column(default="")
    # Links to other pages as JSON: [[x, y, w, h, page], …], boxes as above.
    links: Mapped[str] = mapped_column(default="")
    # The words for search, without and with marks. The database maintains its index by
    # triggers (migration 0003).
    folded: Mapped[str] = mapped_column(default="", server_default="", deferred=True)
    marked: Mapped[str] = mapped_column(default="", server_default="", deferred=True)

    text_source: Mapped[str] = mapped_column(default=PageText.OWN)
    # Tesseract's confidence, of 100; 0 without OCR.
    confidence: Mapped[int] = mapped_column(default=0)
    # Why the image differs from the file (rules.PageFault).
    fault: Mapped[str] = mapped_column(default=PageFault.NONE)

    @validates("text")
    def _spell(self, _key: str, text: str) -> str:
        self.folded, self.marked = index_forms(text)
        return text


class PageImage(Base):
    """An image of a page in one width."""

    __tablename__ = "page_images"
    __table_args__ = (
        UniqueConstraint("page_id", "width"),
        Index("ix_page_images_sha256", "sha256"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("pages.id", ondelete="CASCADE"))
    width: Mapped[int]  # pixels
    height: Mapped[int]  # pixels
    sha256: Mapped[str]
    size: Mapped[int]  # bytes

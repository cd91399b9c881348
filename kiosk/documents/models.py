"""What is stored of documents and their pages."""

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
    """A paper of a meeting: its original, its state, where it belongs."""

    __tablename__ = "documents"
    __table_args__ = (
        Index("ix_documents_order", "meeting_id", "item_id", "ordinal"),
        Index("ix_documents_original", "original_sha256"),
        Index("ix_documents_replaces", "replaces_id"),
        # Looked at once a second.
        Index("ix_documents_readable_until", "readable_until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE")
    )
    # No item yet: it lies in the meeting's own pile, seen by the preparers only.
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
    # Why it was refused: an untranslated sentence and its fields as JSON.
    refusal: Mapped[str] = mapped_column(default="")
    refusal_details: Mapped[str] = mapped_column(default="{}")
    # The checked PDF that the pages are rendered from; images have none.
    pdf_sha256: Mapped[str] = mapped_column(default="")
    page_count: Mapped[int] = mapped_column(default=0)
    pages_ready: Mapped[int] = mapped_column(default=0)
    # Its own table of contents as JSON: [[depth, page, "title"], …].
    outline: Mapped[str] = mapped_column(default="[]")
    # Text recognised on pictures: how far it is, of how many pages.
    recognition: Mapped[str] = mapped_column(default=Recognition.NOTHING)
    pages_to_recognise: Mapped[int] = mapped_column(default=0)
    pages_recognised: Mapped[int] = mapped_column(default=0)
    # The stamp of secrecy found on it, and on which page (0: none).
    secrecy_stamp: Mapped[str] = mapped_column(default="")
    secrecy_page: Mapped[int] = mapped_column(default=0)
    # What the secretary should know of a scan: its coarsest page, its blank pages.
    lowest_dpi: Mapped[int] = mapped_column(default=0)
    blank_pages: Mapped[int] = mapped_column(default=0)
    # The names of the files that a PDF carries along, as JSON.
    attached: Mapped[str] = mapped_column(default="[]")
    # Who has said that what was taken for a stamp of secrecy is none.
    stamp_denied_by: Mapped[str] = mapped_column(default="")
    # What the secretary is told of its file: FileRemark, spaces between. The column's
    # name is older than remarks on PDFs.
    paper_remarks: Mapped[str] = mapped_column("office_remarks", default="")
    publication: Mapped[str] = mapped_column(default=Publication.DRAFT)
    published_at: Mapped[dt.datetime | None]
    withdrawn_at: Mapped[dt.datetime | None]
    # The paper that this one is a new version of, and its own count of versions.
    # No foreign key: the old one may be removed, its readers' notes stay in place.
    replaces_id: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)
    # Which page of the old version stands on which of this one: [[old, new], …].
    page_map: Mapped[str] = mapped_column(default="[]")
    # Every reader sees his own name across its pages.
    is_marked: Mapped[bool] = mapped_column(default=False)
    # Readers may keep it: take the file away, hold it without the network.
    is_kept: Mapped[bool] = mapped_column(default=True)
    # It is taken back by itself: at this moment, when the meeting is closed.
    readable_until: Mapped[dt.datetime | None]
    until_close: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=1)


class Page(Base):
    """One rendered page: its size in points and its words."""

    __tablename__ = "pages"
    __table_args__ = (UniqueConstraint("document_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(
        ForeignKey("documents.id", ondelete="CASCADE")
    )
    number: Mapped[int]  # from 1
    width: Mapped[float]  # points
    height: Mapped[float]  # points
    # SHA-256 of the JSON text layer: [[x, y, w, h, "word"], …], boxes as
    # fractions of the page, the origin at its top left corner. A word that a machine
    # read without being sure has its confidence behind it (rules.UNSURE_WORD).
    words_sha256: Mapped[str] = mapped_column(default="")
    # The page's plain text, NFC.
    text: Mapped[str] = mapped_column(default="")
    # The number printed on it (iv, A-2), where it is another than `number`.
    label: Mapped[str] = mapped_column(default="")
    # Its links to other pages as JSON: [[x, y, w, h, page], …], boxes as above.
    links: Mapped[str] = mapped_column(default="")
    # Its words for search, without and with marks. The database indexes them by itself
    # (migration 0003), so every way a page comes or goes keeps the index in step.
    folded: Mapped[str] = mapped_column(default="", server_default="", deferred=True)
    marked: Mapped[str] = mapped_column(default="", server_default="", deferred=True)

    text_source: Mapped[str] = mapped_column(default=PageText.OWN)
    # How sure Tesseract was of the words, of 100; 0 where it was not asked.
    confidence: Mapped[int] = mapped_column(default=0)
    # Why it is not as its file is (rules.PageFault).
    fault: Mapped[str] = mapped_column(default=PageFault.NONE)

    @validates("text")
    def _spell(self, _key: str, text: str) -> str:
        self.folded, self.marked = index_forms(text)
        return text


class PageImage(Base):
    """One image of a page, in one width."""

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

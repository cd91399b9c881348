"""Tables of issued documents; they belong to the office, not to a meeting."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.issued_documents.rules import IssuedFileState, IssuedState
from kiosk.official_papers.urgency import Urgency
from kiosk.storage.base import Base, BigInt


class IssuedDocument(Base):
    """A line of the register: a number, and the document that bears it."""

    __tablename__ = "issued_documents"
    __table_args__ = (
        # Two people never get the same number.
        UniqueConstraint("family", "symbol", "period", "number"),
        Index("ix_issued_documents_order", "date", "id"),
        Index("ix_issued_documents_file", "file_sha256"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # `official_papers.rules.PaperFamily`, and `document_types.IssuedType`.
    family: Mapped[str]
    type: Mapped[str]
    symbol: Mapped[str]
    # The year, or the first day of the term.
    period: Mapped[str]
    number: Mapped[int]
    date: Mapped[dt.date]
    summary: Mapped[str]
    signer: Mapped[str] = mapped_column(default="")
    urgency: Mapped[str] = mapped_column(default=Urgency.NORMAL)
    recipients: Mapped[str] = mapped_column(default="")
    keeping_unit: Mapped[str] = mapped_column(default="")
    copies: Mapped[int] = mapped_column(default=1)
    note: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default=IssuedState.RESERVED)
    # Why it was given up or recalled.
    reason: Mapped[str] = mapped_column(default="")
    file_state: Mapped[str] = mapped_column(default=IssuedFileState.NONE)
    file_sha256: Mapped[str] = mapped_column(default="")
    file_size: Mapped[int] = mapped_column(BigInt, default=0)
    file_name: Mapped[str] = mapped_column(default="")
    file_pages: Mapped[int] = mapped_column(default=0)
    meeting_id: Mapped[int | None] = mapped_column(
        ForeignKey("meetings.id", ondelete="SET NULL")
    )
    item_id: Mapped[int | None] = mapped_column(
        ForeignKey("agenda_items.id", ondelete="SET NULL")
    )
    # Title of meeting and item: they stay when the meeting goes.
    source_title: Mapped[str] = mapped_column(default="")
    # Which paper of the meeting it is, so that it is issued once: `minutes:7`.
    source_key: Mapped[str] = mapped_column(default="")
    revision: Mapped[int] = mapped_column(default=1)
    reserved_by: Mapped[str]
    reserved_at: Mapped[dt.datetime]
    issued_by: Mapped[str] = mapped_column(default="")
    issued_at: Mapped[dt.datetime | None]
    # Given up or recalled.
    ended_by: Mapped[str] = mapped_column(default="")
    ended_at: Mapped[dt.datetime | None]
    # The words for search, without and with marks, with a space around each.
    folded: Mapped[str] = mapped_column(default="")
    marked: Mapped[str] = mapped_column(default="")


class IssuedDelivery(Base):
    """An issued document sent to a unit, and when the unit opened it."""

    __tablename__ = "issued_deliveries"
    __table_args__ = (
        UniqueConstraint("issued_id", "unit_id"),
        Index("ix_issued_deliveries_inbox", "unit_id", "sent_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    issued_id: Mapped[int] = mapped_column(
        ForeignKey("issued_documents.id", ondelete="CASCADE")
    )
    # Null: the unit is gone; the receipt stays under its name.
    unit_id: Mapped[int | None] = mapped_column(
        ForeignKey("units.id", ondelete="SET NULL")
    )
    unit_name: Mapped[str]
    sent_by: Mapped[str]
    sent_at: Mapped[dt.datetime]
    # The receipt: when somebody of the unit opened the document first, and who.
    opened_at: Mapped[dt.datetime | None]
    opened_by: Mapped[str] = mapped_column(default="")
    # Reminders so far, and the last one.
    reminders: Mapped[int] = mapped_column(default=0)
    reminded_at: Mapped[dt.datetime | None]

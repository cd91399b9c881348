"""Tables of conclusions, and of their issue."""

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.storage.base import Base


class Conclusion(Base):
    """One numbered conclusion of a meeting; its number is its place in the order."""

    __tablename__ = "conclusions"
    __table_args__ = (Index("ix_conclusions_order", "meeting_id", "ordinal"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE")
    )
    ordinal: Mapped[int]
    text: Mapped[str]
    lead_unit: Mapped[str] = mapped_column(default="")
    # One unit on a line.
    coordinating_units: Mapped[str] = mapped_column(default="")
    due_date: Mapped[dt.date | None]
    item_id: Mapped[int | None] = mapped_column(
        ForeignKey("agenda_items.id", ondelete="SET NULL")
    )
    document_id: Mapped[int | None] = mapped_column(
        ForeignKey("documents.id", ondelete="SET NULL")
    )
    page: Mapped[int | None]
    revision: Mapped[int] = mapped_column(default=1)
    changed_by: Mapped[str] = mapped_column(default="")
    changed_at: Mapped[dt.datetime]


class ConclusionIssue(Base):
    """The conclusions of a meeting are issued: they are not changed any more."""

    __tablename__ = "conclusion_issues"

    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True
    )
    issued_at: Mapped[dt.datetime]
    issued_by: Mapped[str]
    sha256: Mapped[str]

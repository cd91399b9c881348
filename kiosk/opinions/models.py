"""Table of opinions; names and titles are copied, as their rows may change."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.storage.base import Base


class Opinion(Base):
    """A delegate's written opinion on an item; immutable except for its receipt."""

    __tablename__ = "opinions"
    __table_args__ = (
        UniqueConstraint("member_id", "key"),
        Index("ix_opinions_meeting_sent", "meeting_id", "sent_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]  # UUID made by the client: makes sending idempotent
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE")
    )
    member_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="SET NULL")
    )
    author_name: Mapped[str]
    author_position: Mapped[str]
    author_unit: Mapped[str]
    item_id: Mapped[int | None] = mapped_column(
        ForeignKey("agenda_items.id", ondelete="SET NULL")
    )
    item_number: Mapped[str]
    item_title: Mapped[str]
    document_id: Mapped[int | None] = mapped_column(
        ForeignKey("documents.id", ondelete="SET NULL")
    )
    paper_title: Mapped[str]
    paper_version: Mapped[int]
    page: Mapped[int]
    # The quoted words of the document, and the opinion itself.
    quote: Mapped[str]
    text: Mapped[str]
    # The note it was made from, which the author's tablet shows as sent.
    note_key: Mapped[str]
    sent_at: Mapped[dt.datetime]
    received_at: Mapped[dt.datetime | None]
    received_by: Mapped[str] = mapped_column(default="")

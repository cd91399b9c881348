"""Table of the documents that tablets hold."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.storage.base import Base


class CachedDocument(Base):
    """A document that a device holds or held."""

    __tablename__ = "kept_papers"
    __table_args__ = (
        UniqueConstraint("document_id", "device"),
        Index("ix_kept_papers_device", "device"),
        Index("ix_kept_papers_meeting", "meeting_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE")
    )
    document_id: Mapped[int] = mapped_column(
        ForeignKey("documents.id", ondelete="CASCADE")
    )
    # Hash of the device's name, which it keeps between sign-ins.
    device: Mapped[str]
    # The last user of the device and their sign-in, which may have ended.
    member_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE")
    )
    sign_in_id: Mapped[int]
    # No page is missing; otherwise it is still loading.
    is_whole: Mapped[bool] = mapped_column(default=False)
    kept_at: Mapped[dt.datetime]
    dropped_at: Mapped[dt.datetime | None]
    # Last report of the device about this document.
    seen_at: Mapped[dt.datetime]

"""What is stored of the papers that tablets keep."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.storage.base import Base


class CachedDocument(Base):
    """A paper that lies, or lay, on a device of somebody."""

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
    # The hash of the name that the device bears between sign-ins.
    device: Mapped[str]
    # Who held the device then, and his sign-in; he may have signed out since.
    member_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE")
    )
    sign_in_id: Mapped[int]
    # From the first page to the last; else it is still being loaded.
    is_whole: Mapped[bool] = mapped_column(default=False)
    kept_at: Mapped[dt.datetime]
    dropped_at: Mapped[dt.datetime | None]
    # When the device last spoke of it.
    seen_at: Mapped[dt.datetime]

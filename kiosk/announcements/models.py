"""Table of announcements."""

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.announcements.rules import AudienceKind
from kiosk.storage.base import Base


class Announcement(Base):
    """A text to an audience; immutable except for its withdrawal."""

    __tablename__ = "announcements"
    __table_args__ = (Index("ix_announcements_meeting", "meeting_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE")
    )
    text: Mapped[str]
    is_urgent: Mapped[bool] = mapped_column(default=False)
    audience: Mapped[str] = mapped_column(default=AudienceKind.ALL)
    # Of the audiences "site" and "role"; a removed site leaves an audience of nobody.
    site_id: Mapped[int | None] = mapped_column(
        ForeignKey("sites.id", ondelete="SET NULL")
    )
    role: Mapped[str] = mapped_column(default="")
    made_at: Mapped[dt.datetime]
    made_by: Mapped[str]
    # None: it stays until it is withdrawn.
    ends_at: Mapped[dt.datetime | None]
    withdrawn_at: Mapped[dt.datetime | None]
    withdrawn_by: Mapped[str] = mapped_column(default="")

"""Table of the keeping times of meetings."""

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.storage.base import Base


class MeetingRetention(Base):
    """How long a meeting's data is kept, and what became of it."""

    __tablename__ = "meeting_retentions"

    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    # None: as the server's setting says; 0: for ever.
    months: Mapped[int | None]
    changed_by: Mapped[str]
    changed_at: Mapped[dt.datetime]
    # An administrator has confirmed the removal; the worker carries it out.
    confirmed_at: Mapped[dt.datetime | None]
    confirmed_by: Mapped[str] = mapped_column(default="", server_default="")
    removed_at: Mapped[dt.datetime | None]

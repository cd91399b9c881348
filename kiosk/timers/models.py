"""Tables of timers: present and past ones, and the settings of a meeting."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.storage.base import Base


class Timer(Base):
    """A timer of an item or a speaker; the present one of a kind is not stopped."""

    __tablename__ = "timers"
    __table_args__ = (
        Index(
            "ux_timers_present",
            "meeting_id",
            "kind",
            unique=True,
            sqlite_where=text("stopped_at IS NULL"),
            postgresql_where=text("stopped_at IS NULL"),
        ),
        Index("ix_timers_meeting", "meeting_id", "kind", "ref_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE")
    )
    kind: Mapped[str]
    # An agenda item or a request to speak, which may be removed later.
    ref_id: Mapped[int]
    started_at: Mapped[dt.datetime]
    running_since: Mapped[dt.datetime | None]
    elapsed_ms: Mapped[int] = mapped_column(default=0)
    limit_seconds: Mapped[int] = mapped_column(default=0)
    # Seconds, separated by commas.
    warn_seconds: Mapped[str]
    sound: Mapped[bool]
    stopped_at: Mapped[dt.datetime | None]
    changed_by: Mapped[str] = mapped_column(default="")


class TimerSettings(Base):
    """When the timers of a meeting warn; new timers take it over."""

    __tablename__ = "timer_settings"

    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True
    )
    warn_seconds: Mapped[str]
    sound: Mapped[bool]

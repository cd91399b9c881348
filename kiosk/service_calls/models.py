"""Table of service calls; the caller's name and seat are copied, as they may change."""

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.service_calls.rules import CallState
from kiosk.storage.base import Base


class ServiceCall(Base):
    """A call from a seat."""

    __tablename__ = "service_calls"
    __table_args__ = (
        Index("ix_service_calls_meeting", "meeting_id", "state"),
        Index("ix_service_calls_member", "member_id", "made_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE")
    )
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"))
    caller: Mapped[str]
    seat: Mapped[str] = mapped_column(default="")
    site_id: Mapped[int | None] = mapped_column(
        ForeignKey("sites.id", ondelete="SET NULL")
    )
    kind: Mapped[str]
    state: Mapped[str] = mapped_column(default=CallState.OPEN)
    made_at: Mapped[dt.datetime]
    taken_at: Mapped[dt.datetime | None]
    # The name of who is on the way, and their sign-in.
    taken_by: Mapped[str] = mapped_column(default="")
    taken_sign_in: Mapped[int | None]
    ended_at: Mapped[dt.datetime | None]
    ended_by: Mapped[str] = mapped_column(default="")

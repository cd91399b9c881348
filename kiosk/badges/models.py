"""What is stored of badges; never a secret, only its hash and its seed."""

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.storage.base import Base


class Badge(Base):
    """A badge issued to a member: the hash of its secret and of its short code."""

    __tablename__ = "badges"

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"), index=True
    )
    secret_hash: Mapped[str] = mapped_column(unique=True)
    code_hash: Mapped[str] = mapped_column(unique=True)
    # The secret is derived from it and the server's key; empty: a badge from before,
    # whose secret is known to its holder alone.
    seed: Mapped[str] = mapped_column(default="")
    # Its name in the roll that gates keep.
    roll_hash: Mapped[str] = mapped_column(default="", index=True)
    issued_at: Mapped[dt.datetime]
    # When it was first put on paper, or shown to be.
    printed_at: Mapped[dt.datetime | None]
    expires_at: Mapped[dt.datetime | None]
    revoked_at: Mapped[dt.datetime | None]


class DeskAlert(Base):
    """A line for the desk: a badge that was refused or taken over, and why."""

    __tablename__ = "desk_lines"
    __table_args__ = (Index("ix_desk_lines_meeting_at", "meeting_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE")
    )
    at: Mapped[dt.datetime]
    reason: Mapped[str]
    member_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="SET NULL")
    )
    device: Mapped[str] = mapped_column(default="")

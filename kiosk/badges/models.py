"""Tables of badges and desk alerts; secrets are stored as hash and seed only."""

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.storage.base import Base


class Badge(Base):
    """A badge issued to a member, with the hashes of its secret and short code."""

    __tablename__ = "badges"

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"), index=True
    )
    secret_hash: Mapped[str] = mapped_column(unique=True)
    code_hash: Mapped[str] = mapped_column(unique=True)
    # The secret is derived from it and the server's key; empty: a badge of an older
    # version, whose secret was random.
    seed: Mapped[str] = mapped_column(default="")
    # Its identifier in the roll at the gates.
    roll_hash: Mapped[str] = mapped_column(default="", index=True)
    issued_at: Mapped[dt.datetime]
    # When it was first printed, or shown for printing.
    printed_at: Mapped[dt.datetime | None]
    expires_at: Mapped[dt.datetime | None]
    revoked_at: Mapped[dt.datetime | None]


class DeskAlert(Base):
    """An alert for the welcome desk: a refused badge or a take-over."""

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

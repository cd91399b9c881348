"""Tables of signed checkpoints, of removed meetings, and of checks."""

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.record.rules import CheckState
from kiosk.storage.base import Base


class RecordCheckpoint(Base):
    """The signed number and hash of a meeting's journal at one moment."""

    __tablename__ = "record_checkpoints"
    __table_args__ = (
        Index("ix_record_checkpoints_meeting_id_number", "meeting_id", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE")
    )
    number: Mapped[int]
    hash: Mapped[str]
    at: Mapped[dt.datetime]
    signature: Mapped[str]
    # Of the server that signed: the meeting may have been imported.
    public_key: Mapped[str]


class RecordRemoval(Base):
    """The signed last state of the journal of a meeting that was removed as a whole."""

    __tablename__ = "record_removals"

    id: Mapped[int] = mapped_column(primary_key=True)
    # The meeting is gone; SQLite may give its id again.
    meeting_id: Mapped[int] = mapped_column(index=True)
    reason: Mapped[str]
    number: Mapped[int]
    hash: Mapped[str]
    at: Mapped[dt.datetime]
    signature: Mapped[str]
    public_key: Mapped[str]


class RecordCheck(Base):
    """The last check of a meeting's journal, made by the worker."""

    __tablename__ = "record_checks"

    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    asked_at: Mapped[dt.datetime]
    # None: not finished.
    finished_at: Mapped[dt.datetime | None]
    # Entries that were checked.
    entries: Mapped[int] = mapped_column(default=0)
    # A `FaultKind`; empty: none was found.
    fault: Mapped[str] = mapped_column(default="")
    fault_number: Mapped[int] = mapped_column(default=0)
    fault_after: Mapped[int] = mapped_column(default=0)

    @property
    def state(self) -> CheckState:
        """Return what is known."""
        if self.finished_at is None:
            return CheckState.RUNNING
        return CheckState.FAULT if self.fault else CheckState.WHOLE

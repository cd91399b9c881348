"""What is stored of the house's tablets; of their secrets only the hashes."""

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.storage.base import Base


class Tablet(Base):
    """A tablet of the house, known by a secret of its own."""

    __tablename__ = "tablets"

    id: Mapped[int] = mapped_column(primary_key=True)
    # Written large on its back; never given twice.
    number: Mapped[int] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(default="")
    seat: Mapped[str] = mapped_column(default="")
    secret_hash: Mapped[str] = mapped_column(unique=True)
    is_locked: Mapped[bool] = mapped_column(default=False)
    enrolled_at: Mapped[dt.datetime]
    enrolled_by: Mapped[str]
    revoked_at: Mapped[dt.datetime | None]
    revoked_by: Mapped[str] = mapped_column(default="")
    # The sign-in of whose wrong seat the desk has been told.
    misseated_sign_in: Mapped[int | None]


class Enrolment(Base):
    """An invitation that a screen shows for some minutes: whoever scans it is ours."""

    __tablename__ = "tablet_enrolments"

    id: Mapped[int] = mapped_column(primary_key=True)
    secret_hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[dt.datetime]
    made_by: Mapped[str]
    expires_at: Mapped[dt.datetime]


class Command(Base):
    """What one tablet was told to do, by whom, and what became of it."""

    __tablename__ = "tablet_commands"
    __table_args__ = (Index("ix_tablet_commands_tablet", "tablet_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    tablet_id: Mapped[int] = mapped_column(ForeignKey("tablets.id", ondelete="CASCADE"))
    kind: Mapped[str]
    # The meeting to open.
    target_id: Mapped[int | None] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE")
    )
    # Given by the secretariat of this meeting, for its own tablets and idle ones.
    scope_id: Mapped[int | None] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE")
    )
    given_at: Mapped[dt.datetime]
    given_by: Mapped[str]
    expires_at: Mapped[dt.datetime]
    sent_at: Mapped[dt.datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[dt.datetime | None]
    outcome: Mapped[str] = mapped_column(default="")

"""Tables of the tablets; of their secrets only hashes are stored."""

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.storage.base import Base


class Tablet(Base):
    """A tablet of the organisation, identified by its own secret."""

    __tablename__ = "tablets"

    id: Mapped[int] = mapped_column(primary_key=True)
    # Printed on its back; never reused.
    number: Mapped[int] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(default="")
    seat: Mapped[str] = mapped_column(default="")
    secret_hash: Mapped[str] = mapped_column(unique=True)
    is_locked: Mapped[bool] = mapped_column(default=False)
    enrolled_at: Mapped[dt.datetime]
    enrolled_by: Mapped[str]
    revoked_at: Mapped[dt.datetime | None]
    revoked_by: Mapped[str] = mapped_column(default="")
    # The sign-in whose wrong seat was already reported to the welcome desk.
    misseated_sign_in: Mapped[int | None]


class Enrolment(Base):
    """An invitation shown on a screen for some minutes; it enrols any tablet."""

    __tablename__ = "tablet_enrolments"

    id: Mapped[int] = mapped_column(primary_key=True)
    secret_hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[dt.datetime]
    made_by: Mapped[str]
    expires_at: Mapped[dt.datetime]


class Command(Base):
    """A command to one tablet, who gave it, and its outcome."""

    __tablename__ = "tablet_commands"
    __table_args__ = (Index("ix_tablet_commands_tablet", "tablet_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    tablet_id: Mapped[int] = mapped_column(ForeignKey("tablets.id", ondelete="CASCADE"))
    kind: Mapped[str]
    # The meeting to open.
    target_id: Mapped[int | None] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE")
    )
    # Set if a meeting's secretariat gave it: for its own tablets and idle ones.
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

"""Table of PINs, stored as hashes."""

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.storage.base import Base


class Pin(Base):
    """A member's PIN in one meeting, with the failed attempts."""

    __tablename__ = "pins"

    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"), primary_key=True
    )
    # Of the chosen PIN; empty: none yet.
    pin_hash: Mapped[str] = mapped_column(default="")
    # Number of resets; the printed PIN is derived from it.
    turn: Mapped[int] = mapped_column(default=0)
    failures: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[dt.datetime]

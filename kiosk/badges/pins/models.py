"""What is stored of PINs; never a PIN, only the hash of one."""

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.storage.base import Base


class Pin(Base):
    """A member's PIN in one meeting, and how often it was entered wrongly since."""

    __tablename__ = "pins"

    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"), primary_key=True
    )
    # The one he has chosen; empty: none yet.
    pin_hash: Mapped[str] = mapped_column(default="")
    # The printed one is the so many-th that the server has made for him.
    turn: Mapped[int] = mapped_column(default=0)
    failures: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[dt.datetime]

"""Table of what is marked public."""

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.storage.base import Base, BytewiseText


class Publicity(Base):
    """One thing that is marked public; withdrawing deletes the row.

    Exactly one of the four references is set. Whether it is shown is asked anew for
    every request (`queries.py`).
    """

    __tablename__ = "publicities"
    __table_args__ = (Index("ix_publicities_shown_at", "shown_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    # The address: random, so that none leads to another.
    token: Mapped[str] = mapped_column(BytewiseText, unique=True)
    kind: Mapped[str]
    # Of an agenda.
    meeting_id: Mapped[int | None] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE"), unique=True
    )
    document_id: Mapped[int | None] = mapped_column(
        ForeignKey("documents.id", ondelete="CASCADE"), unique=True
    )
    vote_id: Mapped[int | None] = mapped_column(
        ForeignKey("votes.id", ondelete="CASCADE"), unique=True
    )
    issued_id: Mapped[int | None] = mapped_column(
        ForeignKey("issued_documents.id", ondelete="CASCADE"), unique=True
    )
    shown_by: Mapped[str]
    shown_at: Mapped[dt.datetime]

"""Tables of the text: minutes, the changes of their text, versions, who is editing."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.minutes.rules import DraftState, MinutesState
from kiosk.storage.base import Base

MINUTES = "minutes.id"


class Minutes(Base):
    """The minutes of a meeting in one family of official papers."""

    __tablename__ = "minutes"
    __table_args__ = (UniqueConstraint("meeting_id", "family"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE")
    )
    family: Mapped[str]
    state: Mapped[str] = mapped_column(default=MinutesState.DRAFT)
    # Counts every change but those of the text: editors read the status anew.
    revision: Mapped[int] = mapped_column(default=0)
    made_by: Mapped[str]
    made_at: Mapped[dt.datetime]
    # What the worker gathered last: blocks of facts as JSON.
    draft_state: Mapped[str] = mapped_column(default=DraftState.NONE)
    facts: Mapped[str] = mapped_column(default="[]")
    facts_at: Mapped[dt.datetime | None]
    # Id of the change that put another text in place of the whole: who was offline
    # before it keeps their own text as a version.
    replaced_by: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[dt.datetime | None]
    finalised_at: Mapped[dt.datetime | None]
    finalised_by: Mapped[str] = mapped_column(default="")
    # The text as it was locked, as JSON; then the PDF made of it, once.
    final_document: Mapped[str] = mapped_column(default="")
    final_sha256: Mapped[str] = mapped_column(default="")
    pdf_sha256: Mapped[str] = mapped_column(default="")
    pdf_size: Mapped[int] = mapped_column(default=0)


class MinutesUpdate(Base):
    """A change of the text as an editor sent it (a Yjs update); never altered.

    When there are many, they are replaced by one row that holds all of them.
    """

    __tablename__ = "minutes_updates"
    __table_args__ = (Index("ix_minutes_updates_minutes_id_id", "minutes_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey(MINUTES, ondelete="CASCADE"))
    data: Mapped[bytes] = mapped_column(LargeBinary)
    made_by: Mapped[str]
    made_at: Mapped[dt.datetime]


class MinutesVersion(Base):
    """The whole text at one time, by whom and why; never altered."""

    __tablename__ = "minutes_versions"
    __table_args__ = (UniqueConstraint("minutes_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey(MINUTES, ondelete="CASCADE"))
    number: Mapped[int]
    name: Mapped[str] = mapped_column(default="")
    reason: Mapped[str]
    made_by: Mapped[str]
    made_at: Mapped[dt.datetime]
    # The text's state as one Yjs update, and the last change in it.
    data: Mapped[bytes] = mapped_column(LargeBinary)
    last_update: Mapped[int]


class MinutesEditor(Base):
    """Somebody who has the editor open, for the length of a lease."""

    __tablename__ = "minutes_editors"
    __table_args__ = (UniqueConstraint("minutes_id", "client"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey(MINUTES, ondelete="CASCADE"))
    client: Mapped[str]
    name: Mapped[str]
    # Where they write: two relative positions as JSON.
    cursor: Mapped[str] = mapped_column(default="")
    seen_at: Mapped[dt.datetime]

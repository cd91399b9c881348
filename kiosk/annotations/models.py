"""Tables of notes, their shares and each owner's sync state."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.annotations.rules import NoteColour
from kiosk.storage.base import Base, BigInt


class Annotation(Base):
    """A note of one member on one page; its key is made by the tablet."""

    __tablename__ = "annotations"
    __table_args__ = (
        UniqueConstraint("member_id", "key"),
        Index("ix_annotations_change", "member_id", "change"),
        Index("ix_annotations_document", "document_id", "is_deleted"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]  # a UUID
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"))
    document_id: Mapped[int] = mapped_column(
        ForeignKey("documents.id", ondelete="CASCADE")
    )
    page: Mapped[int]
    kind: Mapped[str]
    colour: Mapped[str] = mapped_column(default=NoteColour.BLUE)
    # JSON, see rules.BODY_TYPES and rules.NoteAnchor; empty if deleted.
    body: Mapped[str]
    anchor: Mapped[str] = mapped_column(default="{}")
    # Incremented by each edit, not by transfers to a new version.
    revision: Mapped[int] = mapped_column(default=1)
    # The owner's change counter at the last edit or transfer.
    change: Mapped[int] = mapped_column(BigInt)
    edited_at: Mapped[dt.datetime]
    is_deleted: Mapped[bool] = mapped_column(default=False)
    # The new version in which it has no position.
    unplaced_in: Mapped[int | None]


class AnnotationShare(Base):
    """A note shared by its owner with another member of the meeting."""

    __tablename__ = "annotation_shares"

    annotation_id: Mapped[int] = mapped_column(
        ForeignKey("annotations.id", ondelete="CASCADE"), primary_key=True
    )
    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    shared_at: Mapped[dt.datetime]


class AnnotationSyncState(Base):
    """A member's counters for synchronisation: changes, erasures and bytes."""

    __tablename__ = "annotation_shelves"

    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"), primary_key=True
    )
    change: Mapped[int] = mapped_column(BigInt, default=0)
    erasures: Mapped[int] = mapped_column(default=0)
    # UTF-8 bytes of all bodies not deleted; transfers change them little and are not
    # counted.
    size: Mapped[int] = mapped_column(BigInt, default=0, server_default="0")

"""What is stored of notes, and whom their owners let see them; nobody else does."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.annotations.rules import NoteColour
from kiosk.storage.base import Base, BigInt


class Annotation(Base):
    """A note of one member on one page; the tablet that wrote it named it."""

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
    # JSON, see rules.BODY_TYPES and rules.NoteAnchor; empty once it is deleted.
    body: Mapped[str]
    anchor: Mapped[str] = mapped_column(default="{}")
    # Grows with each edit; carrying a note to a new version is none.
    revision: Mapped[int] = mapped_column(default=1)
    # The owner's own count of changes, edits and carryings alike.
    change: Mapped[int] = mapped_column(BigInt)
    edited_at: Mapped[dt.datetime]
    is_deleted: Mapped[bool] = mapped_column(default=False)
    # The new version in which it found no place.
    unplaced_in: Mapped[int | None]


class AnnotationShare(Base):
    """A note's owner lets a member of his meeting see it; gone with the note."""

    __tablename__ = "annotation_shares"

    annotation_id: Mapped[int] = mapped_column(
        ForeignKey("annotations.id", ondelete="CASCADE"), primary_key=True
    )
    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    shared_at: Mapped[dt.datetime]


class AnnotationSyncState(Base):
    """One member's count of changes and of bytes, and how often all was erased."""

    __tablename__ = "annotation_shelves"

    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"), primary_key=True
    )
    change: Mapped[int] = mapped_column(BigInt, default=0)
    erasures: Mapped[int] = mapped_column(default=0)
    # Of all bodies that are not deleted, in UTF-8; a carrying changes it by little and
    # is not counted.
    size: Mapped[int] = mapped_column(BigInt, default=0, server_default="0")

"""Tables of the review: comments, answers, and the signed files brought back."""

import datetime as dt

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.minutes.models.text import MINUTES
from kiosk.minutes.rules import ReviewAnswer, SignedFileState, SignedWarning
from kiosk.storage.base import Base


class MinutesComment(Base):
    """A comment on a passage, or a reply to one; its text is never altered."""

    __tablename__ = "minutes_comments"

    id: Mapped[int] = mapped_column(primary_key=True)
    minutes_id: Mapped[int] = mapped_column(
        ForeignKey(MINUTES, ondelete="CASCADE"), index=True
    )
    # The comment it replies to.
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("minutes_comments.id", ondelete="CASCADE")
    )
    author_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="SET NULL")
    )
    author_name: Mapped[str]
    text: Mapped[str]
    # The passage: its words then, and two relative positions of the text as JSON.
    quote: Mapped[str] = mapped_column(default="")
    anchor: Mapped[str] = mapped_column(default="")
    made_at: Mapped[dt.datetime]
    resolved_at: Mapped[dt.datetime | None]
    resolved_by: Mapped[str] = mapped_column(default="")


class MinutesReview(Base):
    """Somebody who is asked for agreement, and their answer."""

    __tablename__ = "minutes_reviews"
    __table_args__ = (UniqueConstraint("minutes_id", "member_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey(MINUTES, ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"), index=True
    )
    asked_at: Mapped[dt.datetime]
    answer: Mapped[str] = mapped_column(default=ReviewAnswer.NONE)
    remark: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[dt.datetime | None]
    # The last change in the text that was answered to.
    last_update: Mapped[int] = mapped_column(default=0)


class SignedFile(Base):
    """A signed PDF of locked minutes; never altered but by its check."""

    __tablename__ = "minutes_signed_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    minutes_id: Mapped[int] = mapped_column(
        ForeignKey(MINUTES, ondelete="CASCADE"), index=True
    )
    sha256: Mapped[str]
    size: Mapped[int]
    file_name: Mapped[str]
    uploaded_by: Mapped[str]
    uploaded_at: Mapped[dt.datetime]
    state: Mapped[str] = mapped_column(default=SignedFileState.WAITING)
    pages: Mapped[int] = mapped_column(default=0)
    own_pages: Mapped[int] = mapped_column(default=0)
    # How much of our PDF's text it has, in per cent.
    common: Mapped[int] = mapped_column(default=0)
    warning: Mapped[str] = mapped_column(default=SignedWarning.NONE)

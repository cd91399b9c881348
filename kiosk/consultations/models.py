"""Tables of consultations; names are copied when a consultation is sent."""

import datetime as dt

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.consultations.rules import (
    REMIND_HOURS,
    AnswerWay,
    ConsultationAnswer,
    ConsultationState,
)
from kiosk.storage.base import Base


class Consultation(Base):
    """A question to members of a body, answered in writing until a deadline."""

    __tablename__ = "consultations"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE"), index=True
    )
    title: Mapped[str]
    question: Mapped[str] = mapped_column(default="")
    deadline: Mapped[dt.datetime]
    remind_hours: Mapped[int] = mapped_column(default=REMIND_HOURS)
    state: Mapped[str] = mapped_column(default=ConsultationState.DRAFT)
    revision: Mapped[int] = mapped_column(default=1)
    changed_by: Mapped[str] = mapped_column(default="")
    changed_at: Mapped[dt.datetime]
    opened_at: Mapped[dt.datetime | None]
    closed_at: Mapped[dt.datetime | None]
    closed_by: Mapped[str] = mapped_column(default="")
    # Digest of question and answers, once closed.
    sha256: Mapped[str] = mapped_column(default="")


class ConsultationDocument(Base):
    """A document of the meeting that goes with a consultation."""

    __tablename__ = "consultation_documents"

    consultation_id: Mapped[int] = mapped_column(
        ForeignKey("consultations.id", ondelete="CASCADE"), primary_key=True
    )
    document_id: Mapped[int] = mapped_column(
        ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True
    )
    ordinal: Mapped[int] = mapped_column(default=0)


class ConsultationRecipient(Base):
    """A member who is asked, and what they answered last."""

    __tablename__ = "consultation_recipients"
    __table_args__ = (UniqueConstraint("consultation_id", "member_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(
        ForeignKey("consultations.id", ondelete="CASCADE")
    )
    member_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="SET NULL"), index=True
    )
    ordinal: Mapped[int] = mapped_column(default=0)
    name: Mapped[str]
    position: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    # Of the personal link; empty: there is none. It is derived from the server's key,
    # this row and the turn, so that a reminder can bear the same link.
    link_hash: Mapped[str] = mapped_column(default="", index=True)
    link_turn: Mapped[int] = mapped_column(default=0)
    reminded_at: Mapped[dt.datetime | None]
    answer: Mapped[str] = mapped_column(default=ConsultationAnswer.NONE)
    text: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[dt.datetime | None]
    way: Mapped[str] = mapped_column(default=AnswerWay.NONE)
    # Who entered an answer that came on paper.
    entered_by: Mapped[str] = mapped_column(default="")
    # How often it was answered.
    revision: Mapped[int] = mapped_column(default=0)

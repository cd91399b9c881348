"""Tables of the floor: requests, speeches, questions, settings, budgets."""

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.speaking.rules import QuestionStage, RequestState
from kiosk.storage.base import Base

MEETING = "meetings.id"
MEMBER = "members.id"


class FloorRequest(Base):
    """A request to speak."""

    __tablename__ = "floor_requests"
    __table_args__ = (
        Index("ix_floor_requests_queue", "meeting_id", "state", "ordinal"),
        Index("ix_floor_requests_member", "member_id", "asked_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey(MEETING, ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey(MEMBER, ondelete="CASCADE"))
    kind: Mapped[str]
    topic: Mapped[str] = mapped_column(default="")
    # The text of the speech.
    document_id: Mapped[int | None] = mapped_column(
        ForeignKey("documents.id", ondelete="SET NULL")
    )
    state: Mapped[str] = mapped_column(default=RequestState.WAITING)
    ordinal: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[dt.datetime]
    # Who entered it for them; empty: they themselves.
    asked_by: Mapped[str] = mapped_column(default="")
    # Who changed the state last.
    changed_by: Mapped[str] = mapped_column(default="")
    changed_at: Mapped[dt.datetime]


class Speech(Base):
    """A speech as it was held; names are copied, as their rows may change."""

    __tablename__ = "speeches"
    __table_args__ = (
        Index("ix_speeches_meeting", "meeting_id", "started_at"),
        Index("ix_speeches_member", "member_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey(MEETING, ondelete="CASCADE"))
    request_id: Mapped[int | None] = mapped_column(
        ForeignKey("floor_requests.id", ondelete="SET NULL"), index=True
    )
    member_id: Mapped[int | None] = mapped_column(
        ForeignKey(MEMBER, ondelete="SET NULL")
    )
    name: Mapped[str]
    position: Mapped[str]
    unit: Mapped[str]
    site: Mapped[str]
    kind: Mapped[str]
    topic: Mapped[str]
    item_id: Mapped[int | None] = mapped_column(
        ForeignKey("agenda_items.id", ondelete="SET NULL")
    )
    item_title: Mapped[str]
    started_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]
    # Without pauses and interruptions; kept when it pauses for a point of order.
    elapsed_ms: Mapped[int] = mapped_column(default=0)
    limit_seconds: Mapped[int] = mapped_column(default=0)
    # Its text, if it was shown when the speech began, and the page shown before.
    text_document_id: Mapped[int | None]
    back_document_id: Mapped[int | None]
    back_page: Mapped[int] = mapped_column(default=0)


class FloorQuestion(Base):
    """A question of the questioning, with its named respondent."""

    __tablename__ = "floor_questions"
    __table_args__ = (Index("ix_floor_questions_meeting", "meeting_id", "stage"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey(MEETING, ondelete="CASCADE"))
    asker_id: Mapped[int] = mapped_column(ForeignKey(MEMBER, ondelete="CASCADE"))
    respondent_id: Mapped[int] = mapped_column(ForeignKey(MEMBER, ondelete="CASCADE"))
    topic: Mapped[str] = mapped_column(default="")
    stage: Mapped[str] = mapped_column(default=QuestionStage.ASKED)
    opened_at: Mapped[dt.datetime]
    closed_at: Mapped[dt.datetime | None]
    changed_by: Mapped[str] = mapped_column(default="")


class FloorSettings(Base):
    """Whether the list is open, how long speeches last, whether texts are shown."""

    __tablename__ = "floor_settings"

    meeting_id: Mapped[int] = mapped_column(
        ForeignKey(MEETING, ondelete="CASCADE"), primary_key=True
    )
    list_open: Mapped[bool] = mapped_column(default=True)
    # Minutes by kind, JSON; kinds that are missing have their default.
    minutes: Mapped[str] = mapped_column(default="{}")
    # Whether the text of a prepared speech is shown when it begins.
    shows_texts: Mapped[bool] = mapped_column(default=True)


class SpeakingBudget(Base):
    """The speaking time of a unit in a meeting."""

    __tablename__ = "speaking_budgets"

    meeting_id: Mapped[int] = mapped_column(
        ForeignKey(MEETING, ondelete="CASCADE"), primary_key=True
    )
    unit: Mapped[str] = mapped_column(primary_key=True)
    seconds: Mapped[int]

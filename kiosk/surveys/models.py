"""Tables of surveys and their answers (docs/decisions/0043-surveys.md).

An answer of an anonymous survey waits sealed with its sender, until it is kept together
with others in `survey_answers`, which has no sender, no time and no order.
"""

import datetime as dt

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.storage.base import Base, BytewiseText
from kiosk.surveys.rules.terms import OnePer, SurveyAccess, SurveyMode, SurveyState

SURVEY = "surveys.id"
# SQLite numbers the rows of a table in the order of insertion by default.
WITHOUT_ROWID = {"sqlite_with_rowid": False}


class Survey(Base):
    """An opinion survey; without a meeting it is the office's own."""

    __tablename__ = "surveys"
    __table_args__ = (Index("ix_surveys_meeting_id", "meeting_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int | None] = mapped_column(
        ForeignKey("meetings.id", ondelete="CASCADE")
    )
    site_id: Mapped[int | None] = mapped_column(
        ForeignKey("sites.id", ondelete="SET NULL")
    )
    # In its address, which is no secret.
    code: Mapped[str] = mapped_column(BytewiseText, unique=True)
    title: Mapped[str]
    intro: Mapped[str] = mapped_column(default="")
    mode: Mapped[str] = mapped_column(default=SurveyMode.ANONYMOUS)
    access: Mapped[str] = mapped_column(default=SurveyAccess.MEMBERS)
    one_per: Mapped[str] = mapped_column(default=OnePer.INVITATION)
    # list[ClassQuestion] as JSON.
    classes: Mapped[str] = mapped_column(default="[]")
    opens_at: Mapped[dt.datetime | None]
    closes_at: Mapped[dt.datetime | None]
    state: Mapped[str] = mapped_column(default=SurveyState.DRAFT)
    # Base64; seals the answers of an anonymous survey that wait.
    public_key: Mapped[str] = mapped_column(default="")
    is_template: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=1)
    changed_by: Mapped[str] = mapped_column(default="")
    changed_at: Mapped[dt.datetime]
    created_at: Mapped[dt.datetime]


class SurveyQuestion(Base):
    """A question of a survey."""

    __tablename__ = "survey_questions"

    survey_id: Mapped[int] = mapped_column(
        ForeignKey(SURVEY, ondelete="CASCADE"), primary_key=True
    )
    # Under which answers name it.
    key: Mapped[str] = mapped_column(BytewiseText, primary_key=True)
    ordinal: Mapped[int]
    section: Mapped[str] = mapped_column(default="")
    kind: Mapped[str]
    text: Mapped[str]
    # The whole `rules.questions.Question` as JSON.
    content: Mapped[str]
    is_required: Mapped[bool] = mapped_column(default=False)


class SurveyInvitation(Base):
    """A code with which one answer may be given."""

    __tablename__ = "survey_invitations"
    __table_args__ = WITHOUT_ROWID

    survey_id: Mapped[int] = mapped_column(
        ForeignKey(SURVEY, ondelete="CASCADE"), primary_key=True
    )
    code_hash: Mapped[str] = mapped_column(BytewiseText, primary_key=True)
    # For whom, in named surveys only.
    name: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")


class SurveyParticipant(Base):
    """Who has answered: a member, an invitation or a device; without time and order."""

    __tablename__ = "survey_participants"
    __table_args__ = WITHOUT_ROWID

    survey_id: Mapped[int] = mapped_column(
        ForeignKey(SURVEY, ondelete="CASCADE"), primary_key=True
    )
    # `member:<id>`, or the hash of a code, of a device or of a request.
    sender: Mapped[str] = mapped_column(BytewiseText, primary_key=True)
    # By which the same answer sent again is recognised; no part of the answer.
    retry_hash: Mapped[str]
    # Only of members.
    member_id: Mapped[int | None]


class WaitingAnswer(Base):
    """An anonymous answer, sealed, until there are enough to shuffle."""

    __tablename__ = "survey_waiting_answers"
    __table_args__ = WITHOUT_ROWID

    survey_id: Mapped[int] = mapped_column(
        ForeignKey(SURVEY, ondelete="CASCADE"), primary_key=True
    )
    sender: Mapped[str] = mapped_column(BytewiseText, primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class SurveyAnswer(Base):
    """An anonymous answer under a random key."""

    __tablename__ = "survey_answers"
    __table_args__ = WITHOUT_ROWID

    survey_id: Mapped[int] = mapped_column(
        ForeignKey(SURVEY, ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    # By question key and by class, as canonical JSON.
    answers: Mapped[str]
    classes: Mapped[str] = mapped_column(default="{}")


class NamedAnswer(Base):
    """An answer of a named survey."""

    __tablename__ = "survey_named_answers"
    __table_args__ = WITHOUT_ROWID

    survey_id: Mapped[int] = mapped_column(
        ForeignKey(SURVEY, ondelete="CASCADE"), primary_key=True
    )
    sender: Mapped[str] = mapped_column(BytewiseText, primary_key=True)
    member_id: Mapped[int | None]
    name: Mapped[str]
    unit: Mapped[str] = mapped_column(default="")
    answers: Mapped[str]
    classes: Mapped[str] = mapped_column(default="{}")

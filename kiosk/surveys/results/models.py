"""Tables of counted results, and of texts grouped by hand.

No row names an answer or its sender: a text is kept once, with how often it was given.
"""

import datetime as dt

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.storage.base import Base, BytewiseText

SURVEY = "surveys.id"


class SurveySummary(Base):
    """When a survey was counted last, and how many answers there were."""

    __tablename__ = "survey_summaries"

    survey_id: Mapped[int] = mapped_column(
        ForeignKey(SURVEY, ondelete="CASCADE"), primary_key=True
    )
    answers: Mapped[int]
    # The form that was counted.
    revision: Mapped[int]
    # How many answers the comparison of groups was made of; None: there is none.
    crossed_answers: Mapped[int | None]
    counted_at: Mapped[dt.datetime]


class SurveyFigures(Base):
    """The figures of a question; `ordinal` is its place in the form."""

    __tablename__ = "survey_figures"

    survey_id: Mapped[int] = mapped_column(
        ForeignKey(SURVEY, ondelete="CASCADE"), primary_key=True
    )
    question: Mapped[str] = mapped_column(BytewiseText, primary_key=True)
    ordinal: Mapped[int]
    # `figures.QuestionFigures` and list[`cross_tables.CrossTable`] as JSON.
    figures: Mapped[str]
    cross_tables: Mapped[str]


class SurveyTextGroup(Base):
    """A group of similar texts, made by hand."""

    __tablename__ = "survey_text_groups"
    __table_args__ = (UniqueConstraint("survey_id", "question", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey(SURVEY, ondelete="CASCADE"))
    question: Mapped[str] = mapped_column(BytewiseText)
    name: Mapped[str]
    changed_by: Mapped[str] = mapped_column(default="")


class SurveyText(Base):
    """A text that was answered, once for all who wrote the same."""

    __tablename__ = "survey_texts"
    __table_args__ = (
        # Answers for a page of texts, and for their number, without the texts.
        Index(
            "ix_survey_texts_display_order",
            *("survey_id", "question", "display_order", "digest", "group_id"),
        ),
        Index("ix_survey_texts_group_id", "group_id"),
    )

    survey_id: Mapped[int] = mapped_column(
        ForeignKey(SURVEY, ondelete="CASCADE"), primary_key=True
    )
    question: Mapped[str] = mapped_column(BytewiseText, primary_key=True)
    # SHA-256 of the text in lower case with single spaces.
    digest: Mapped[str] = mapped_column(BytewiseText, primary_key=True)
    text: Mapped[str]
    # Without marks: what a search looks into.
    folded: Mapped[str] = mapped_column(BytewiseText)
    count: Mapped[int]
    # `CountedText.display_order`: the most frequent come first.
    display_order: Mapped[str] = mapped_column(BytewiseText)
    group_id: Mapped[int | None] = mapped_column(
        ForeignKey("survey_text_groups.id", ondelete="SET NULL")
    )

"""Counted results of surveys, and written consultations."""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0043"
branch_labels = None
depends_on = None

BYTEWISE = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def _of(table: str, **options: bool) -> sa.Column[int]:
    return sa.Column(
        f"{table.removesuffix('s')}_id",
        sa.Integer(),
        sa.ForeignKey(f"{table}.id", ondelete="CASCADE"),
        nullable=False,
        **options,
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _time(name: str, *, is_known: bool = False) -> sa.Column[sa.DateTime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=not is_known)


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, BYTEWISE, primary_key=True, nullable=False)


def upgrade() -> None:
    """Create the tables."""
    _create_results()
    _create_consultations()


def _create_results() -> None:
    op.create_table(
        "survey_summaries",
        _of("surveys", primary_key=True),
        _number("answers"),
        _number("revision"),
        sa.Column("crossed_answers", sa.Integer()),
        _time("counted_at", is_known=True),
    )
    op.create_table(
        "survey_figures",
        _of("surveys", primary_key=True),
        _key("question"),
        _number("ordinal"),
        _text("figures"),
        _text("cross_tables"),
    )
    op.create_table(
        "survey_text_groups",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of("surveys"),
        sa.Column("question", BYTEWISE, nullable=False),
        _text("name"),
        _text("changed_by"),
        sa.UniqueConstraint(
            "survey_id",
            "question",
            "name",
            name="uq_survey_text_groups_survey_id_question_name",
        ),
    )
    op.create_table(
        "survey_texts",
        _of("surveys", primary_key=True),
        _key("question"),
        _key("digest"),
        _text("text"),
        sa.Column("folded", BYTEWISE, nullable=False),
        _number("count"),
        sa.Column("display_order", BYTEWISE, nullable=False),
        sa.Column(
            "group_id",
            sa.Integer(),
            sa.ForeignKey("survey_text_groups.id", ondelete="SET NULL"),
        ),
    )
    op.create_index(
        "ix_survey_texts_display_order",
        "survey_texts",
        ["survey_id", "question", "display_order", "digest", "group_id"],
    )
    op.create_index("ix_survey_texts_group_id", "survey_texts", ["group_id"])


def _create_consultations() -> None:
    op.create_table(
        "consultations",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of("meetings"),
        _text("title"),
        _text("question"),
        _time("deadline", is_known=True),
        _number("remind_hours"),
        _text("state"),
        _number("revision"),
        _text("changed_by"),
        _time("changed_at", is_known=True),
        _time("opened_at"),
        _time("closed_at"),
        _text("closed_by"),
        _text("sha256"),
    )
    op.create_index("ix_consultations_meeting_id", "consultations", ["meeting_id"])
    op.create_table(
        "consultation_documents",
        _of("consultations", primary_key=True),
        _of("documents", primary_key=True),
        _number("ordinal"),
    )
    op.create_table(
        "consultation_recipients",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of("consultations"),
        sa.Column(
            "member_id",
            sa.Integer(),
            sa.ForeignKey("members.id", ondelete="SET NULL"),
        ),
        _number("ordinal"),
        _text("name"),
        _text("position"),
        _text("unit"),
        _text("link_hash"),
        _number("link_turn"),
        _time("reminded_at"),
        _text("answer"),
        _text("text"),
        _time("answered_at"),
        _text("way"),
        _text("entered_by"),
        _number("revision"),
        sa.UniqueConstraint(
            "consultation_id",
            "member_id",
            name="uq_consultation_recipients_consultation_id_member_id",
        ),
    )
    op.create_index(
        "ix_consultation_recipients_member_id",
        "consultation_recipients",
        ["member_id"],
    )
    op.create_index(
        "ix_consultation_recipients_link_hash",
        "consultation_recipients",
        ["link_hash"],
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in (
        "consultation_recipients",
        "consultation_documents",
        "consultations",
        "survey_texts",
        "survey_text_groups",
        "survey_figures",
        "survey_summaries",
    ):
        op.drop_table(name)

"""Requests to speak, speeches, questions, and their settings."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def _key(name: str, target: str, *, is_kept: bool = False) -> sa.Column:
    """Return a foreign key; `is_kept`: the row stays when the target goes."""
    rule = "SET NULL" if is_kept else "CASCADE"
    key = sa.ForeignKey(target, ondelete=rule)
    return sa.Column(name, sa.Integer(), key, nullable=is_kept)


def _text(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _number(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def _moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "floor_requests",
        sa.Column("id", sa.Integer(), primary_key=True),
        _key("meeting_id", "meetings.id"),
        _key("member_id", "members.id"),
        *_text("kind", "topic"),
        _key("document_id", "documents.id", is_kept=True),
        *_text("state"),
        *_number("ordinal"),
        _moment("asked_at"),
        *_text("asked_by", "changed_by"),
        _moment("changed_at"),
    )
    op.create_index(
        "ix_floor_requests_queue", "floor_requests", ["meeting_id", "state", "ordinal"]
    )
    op.create_index(
        "ix_floor_requests_member", "floor_requests", ["member_id", "asked_at"]
    )
    op.create_table(
        "speeches",
        sa.Column("id", sa.Integer(), primary_key=True),
        _key("meeting_id", "meetings.id"),
        _key("request_id", "floor_requests.id", is_kept=True),
        _key("member_id", "members.id", is_kept=True),
        *_text("name", "position", "unit", "site", "kind", "topic"),
        _key("item_id", "agenda_items.id", is_kept=True),
        *_text("item_title"),
        _moment("started_at"),
        _moment("ended_at", nullable=True),
        *_number("elapsed_ms", "limit_seconds"),
    )
    op.create_index("ix_speeches_meeting", "speeches", ["meeting_id", "started_at"])
    op.create_index("ix_speeches_member", "speeches", ["member_id"])
    op.create_index("ix_speeches_request_id", "speeches", ["request_id"])
    op.create_table(
        "floor_questions",
        sa.Column("id", sa.Integer(), primary_key=True),
        _key("meeting_id", "meetings.id"),
        _key("asker_id", "members.id"),
        _key("respondent_id", "members.id"),
        *_text("topic", "stage"),
        _moment("opened_at"),
        _moment("closed_at", nullable=True),
        *_text("changed_by"),
    )
    op.create_index(
        "ix_floor_questions_meeting", "floor_questions", ["meeting_id", "stage"]
    )
    _create_settings()


def _create_settings() -> None:
    meeting = sa.ForeignKey("meetings.id", ondelete="CASCADE")
    op.create_table(
        "floor_settings",
        sa.Column("meeting_id", sa.Integer(), meeting, primary_key=True),
        sa.Column("list_open", sa.Boolean(), nullable=False),
        *_text("minutes"),
    )
    meeting = sa.ForeignKey("meetings.id", ondelete="CASCADE")
    op.create_table(
        "speaking_budgets",
        sa.Column("meeting_id", sa.Integer(), meeting, primary_key=True),
        sa.Column("unit", sa.String(), primary_key=True),
        *_number("seconds"),
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in (
        "speaking_budgets",
        "floor_settings",
        "floor_questions",
        "speeches",
        "floor_requests",
    ):
        op.drop_table(name)

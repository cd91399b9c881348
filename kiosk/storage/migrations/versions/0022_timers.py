"""Timers of items and speakers."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def _meeting(**options: bool) -> sa.Column:
    key = sa.ForeignKey("meetings.id", ondelete="CASCADE")
    return sa.Column("meeting_id", sa.Integer(), key, **options)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "timers",
        sa.Column("id", sa.Integer(), primary_key=True),
        _meeting(nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("ref_id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("running_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("elapsed_ms", sa.Integer(), nullable=False),
        sa.Column("limit_seconds", sa.Integer(), nullable=False),
        sa.Column("warn_seconds", sa.String(), nullable=False),
        sa.Column("sound", sa.Boolean(), nullable=False),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_by", sa.String(), nullable=False),
    )
    op.create_index(
        "ux_timers_present",
        "timers",
        ["meeting_id", "kind"],
        unique=True,
        sqlite_where=sa.text("stopped_at IS NULL"),
        postgresql_where=sa.text("stopped_at IS NULL"),
    )
    op.create_index("ix_timers_meeting", "timers", ["meeting_id", "kind", "ref_id"])
    op.create_table(
        "timer_settings",
        _meeting(primary_key=True),
        sa.Column("warn_seconds", sa.String(), nullable=False),
        sa.Column("sound", sa.Boolean(), nullable=False),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("timer_settings")
    op.drop_table("timers")

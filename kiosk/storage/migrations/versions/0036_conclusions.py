"""Conclusions of a meeting."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def _reference(name: str, table: str) -> sa.Column[int]:
    return sa.Column(
        name, sa.Integer(), sa.ForeignKey(f"{table}.id", ondelete="SET NULL")
    )


def _meeting(**options: bool) -> sa.Column[int]:
    return sa.Column(
        "meeting_id",
        sa.Integer(),
        sa.ForeignKey("meetings.id", ondelete="CASCADE"),
        nullable=False,
        **options,
    )


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "conclusions",
        sa.Column("id", sa.Integer(), primary_key=True),
        _meeting(),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("lead_unit", sa.String(), nullable=False),
        sa.Column("coordinating_units", sa.String(), nullable=False),
        sa.Column("due_date", sa.Date()),
        _reference("item_id", "agenda_items"),
        _reference("document_id", "documents"),
        sa.Column("page", sa.Integer()),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_conclusions_order", "conclusions", ["meeting_id", "ordinal"])
    op.create_table(
        "conclusion_issues",
        _meeting(primary_key=True),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("conclusion_issues")
    op.drop_table("conclusions")

"""Where an imported meeting comes from, and its former access log."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def _of_meeting() -> sa.Column[int]:
    parent = sa.ForeignKey("meetings.id", ondelete="CASCADE")
    return sa.Column("meeting_id", sa.Integer(), parent, autoincrement=False)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "imported_archives",
        _of_meeting(),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("imported_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.Column("manifest_sha256", sa.String(), nullable=False),
        sa.Column("public_key", sa.String(), nullable=False),
        sa.Column("journal_number", sa.Integer(), nullable=False),
        sa.Column("access_checkpoints", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("meeting_id"),
    )
    op.create_table(
        "imported_access_lines",
        _of_meeting(),
        sa.Column("ordinal", sa.Integer(), autoincrement=False),
        sa.Column("line", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("meeting_id", "ordinal"),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("imported_access_lines")
    op.drop_table("imported_archives")

"""Tablets say which papers they keep, and which they have dropped."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema to this revision."""
    op.create_table(
        "kept_papers",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "meeting_id",
            sa.Integer(),
            sa.ForeignKey("meetings.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column(
            "document_id",
            sa.Integer(),
            sa.ForeignKey("documents.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column(
            "member_id",
            sa.Integer(),
            sa.ForeignKey("members.id", ondelete="CASCADE"),
            nullable=True,
        ),
        sa.Column("sign_in_id", sa.Integer(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("document_id", "device"),
    )
    op.create_index("ix_kept_papers_device", "kept_papers", ["device"])
    op.create_index("ix_kept_papers_meeting", "kept_papers", ["meeting_id"])
    op.create_index("ix_documents_readable_until", "documents", ["readable_until"])


def downgrade() -> None:
    """Go back to the revision before."""
    op.drop_index("ix_documents_readable_until", "documents")
    op.drop_table("kept_papers")

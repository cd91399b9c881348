"""Texts of prepared speeches are shown: what was shown before, and whether at all."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    for name in ("text_document_id", "back_document_id"):
        op.add_column("speeches", sa.Column(name, sa.Integer(), nullable=True))
    op.add_column(
        "speeches",
        sa.Column("back_page", sa.Integer(), nullable=False, server_default="0"),
    )
    op.add_column(
        "floor_settings",
        sa.Column("shows_texts", sa.Boolean(), nullable=False, server_default=sa.true()),
    )


def downgrade() -> None:
    """Remove them."""
    op.drop_column("floor_settings", "shows_texts")
    for name in ("back_page", "back_document_id", "text_document_id"):
        op.drop_column("speeches", name)

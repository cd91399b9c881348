"""Receipts of secret ballots."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add whether a vote gives receipts, and the nonces of its opened ballots."""
    op.add_column(
        "votes",
        sa.Column(
            "has_receipt", sa.Boolean(), nullable=False, server_default=sa.false()
        ),
    )
    op.add_column(
        "plain_ballots",
        sa.Column("nonce", sa.String(), nullable=False, server_default=""),
    )


def downgrade() -> None:
    """Remove them."""
    op.drop_column("plain_ballots", "nonce")
    op.drop_column("votes", "has_receipt")

"""Invitations by e-mail, and their answers."""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "invitations",
        sa.Column(
            "member_id",
            sa.Integer(),
            sa.ForeignKey("members.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("seed", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=True, unique=True),
        sa.Column("ordered_by", sa.String(), nullable=False),
        sa.Column("ordered_at", moment, nullable=False),
        sa.Column("sent_at", moment, nullable=True),
        sa.Column("problem", sa.String(), nullable=False, server_default=""),
        sa.Column("reminded_at", moment, nullable=True),
        *(
            sa.Column(name, sa.String(), nullable=False, server_default="")
            for name in ("answer", "reason", "substitute_name", "substitute_position")
        ),
        sa.Column("answered_at", moment, nullable=True),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("invitations")

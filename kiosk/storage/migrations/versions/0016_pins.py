"""A PIN for each delegate, where the meeting asks for it."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema to this revision."""
    op.add_column(
        "meetings",
        sa.Column("pin_mode", sa.String(), nullable=False, server_default="none"),
    )
    op.create_table(
        "pins",
        sa.Column(
            "member_id",
            sa.Integer(),
            sa.ForeignKey("members.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("pin_hash", sa.String(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    """Go back to the revision before."""
    op.drop_table("pins")
    # Not by a copy of the table, to which nearly all others refer.
    op.drop_column("meetings", "pin_mode")

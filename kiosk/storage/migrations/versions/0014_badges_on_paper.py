"""Badges can be printed again: their seed, and when they were first on paper."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

MEMBERS = "ix_members_meeting_sort"


def upgrade() -> None:
    """Bring the schema to this revision."""
    with op.batch_alter_table("badges") as badges:
        badges.add_column(
            sa.Column("seed", sa.String(), nullable=False, server_default="")
        )
        badges.add_column(sa.Column("printed_at", sa.DateTime(timezone=True)))
    # The index alone answers a search by name.
    op.drop_index(MEMBERS, "members")
    op.create_index(MEMBERS, "members", ["meeting_id", "sort_key", "id", "folded_name"])


def downgrade() -> None:
    """Go back to the revision before."""
    op.drop_index(MEMBERS, "members")
    op.create_index(MEMBERS, "members", ["meeting_id", "sort_key"])
    with op.batch_alter_table("badges") as badges:
        badges.drop_column("printed_at")
        badges.drop_column("seed")

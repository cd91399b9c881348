"""What Office files had that their pages do not show."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keep it with the paper."""
    op.add_column(
        "documents",
        sa.Column("office_remarks", sa.String(), nullable=False, server_default=""),
    )


def downgrade() -> None:
    """Forget it."""
    op.drop_column("documents", "office_remarks")

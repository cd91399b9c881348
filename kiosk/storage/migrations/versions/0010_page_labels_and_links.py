"""Pages keep what number is printed on them, and where their links lead."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema to this revision."""
    for name in ("label", "links"):
        op.add_column(
            "pages", sa.Column(name, sa.String(), nullable=False, server_default="")
        )


def downgrade() -> None:
    """Go back to the revision before."""
    for name in ("links", "label"):
        op.drop_column("pages", name)

"""Pages that are not as their file is, files that a PDF carries, stamps that are none."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

DOCUMENTS = {"attached": "[]", "stamp_denied_by": ""}


def upgrade() -> None:
    """Bring the schema to this revision."""
    for name, default in DOCUMENTS.items():
        op.add_column(
            "documents",
            sa.Column(name, sa.String(), nullable=False, server_default=default),
        )
    op.add_column(
        "pages", sa.Column("fault", sa.String(), nullable=False, server_default="")
    )


def downgrade() -> None:
    """Go back to the revision before."""
    op.drop_column("pages", "fault")
    for name in DOCUMENTS:
        op.drop_column("documents", name)

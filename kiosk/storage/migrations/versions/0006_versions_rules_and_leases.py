"""Papers get versions and rules of reading; meetings a lease; items stay on paper."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def _columns() -> dict[str, list[sa.Column]]:
    return {
        "documents": [
            sa.Column("replaces_id", sa.Integer(), nullable=True),
            sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
            sa.Column("page_map", sa.String(), nullable=False, server_default="[]"),
            sa.Column(
                "is_marked", sa.Boolean(), nullable=False, server_default=sa.false()
            ),
            sa.Column(
                "is_kept", sa.Boolean(), nullable=False, server_default=sa.true()
            ),
            sa.Column("readable_until", sa.DateTime(timezone=True), nullable=True),
            sa.Column(
                "until_close", sa.Boolean(), nullable=False, server_default=sa.false()
            ),
        ],
        "agenda_items": [
            sa.Column(
                "is_on_paper", sa.Boolean(), nullable=False, server_default=sa.false()
            ),
        ],
        "meetings": [
            sa.Column("lease_hours", sa.Integer(), nullable=False, server_default="24"),
        ],
    }


def upgrade() -> None:
    """Bring the schema to this revision."""
    for table, columns in _columns().items():
        for column in columns:
            op.add_column(table, column)
    op.create_index("ix_documents_replaces", "documents", ["replaces_id"])


def downgrade() -> None:
    """Go back to the revision before."""
    op.drop_index("ix_documents_replaces", "documents")
    for table, columns in _columns().items():
        for column in columns:
            op.drop_column(table, column.name)

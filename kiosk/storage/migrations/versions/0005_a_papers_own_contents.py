"""A paper keeps its own table of contents."""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema to this revision."""
    op.add_column(
        'documents',
        sa.Column('outline', sa.String(), nullable=False, server_default='[]'),
    )


def downgrade() -> None:
    """Go back to the revision before."""
    op.drop_column('documents', 'outline')

"""PostgreSQL sorts by bytes and counts bytes beyond 2 GiB, as SQLite always did."""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

SORTED = (('accounts', 'username'), ('members', 'sort_key'))


def upgrade() -> None:
    """Bring the schema to this revision."""
    if op.get_bind().dialect.name != 'postgresql':
        return
    for table, column in SORTED:
        op.alter_column(table, column, type_=sa.String(collation='C'))
    op.alter_column('documents', 'original_size', type_=sa.BigInteger())


def downgrade() -> None:
    """Go back to the revision before."""
    if op.get_bind().dialect.name != 'postgresql':
        return
    for table, column in SORTED:
        op.alter_column(table, column, type_=sa.String(collation='default'))
    op.alter_column('documents', 'original_size', type_=sa.Integer())

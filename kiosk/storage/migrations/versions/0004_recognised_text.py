"""Text recognised on scans: how far it is, and what was noticed on the way."""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

DOCUMENTS = {
    'recognition': '',
    'pages_to_recognise': 0,
    'pages_recognised': 0,
    'secrecy_stamp': '',
    'secrecy_page': 0,
    'lowest_dpi': 0,
    'blank_pages': 0,
}
PAGES = {'text_source': '', 'confidence': 0}


def upgrade() -> None:
    """Bring the schema to this revision."""
    for table, columns in (('documents', DOCUMENTS), ('pages', PAGES)):
        for name, default in columns.items():
            kind = sa.Integer() if isinstance(default, int) else sa.String()
            op.add_column(
                table,
                sa.Column(name, kind, nullable=False, server_default=str(default)),
            )


def downgrade() -> None:
    """Go back to the revision before."""
    for table, columns in (('documents', DOCUMENTS), ('pages', PAGES)):
        for name in columns:
            op.drop_column(table, name)

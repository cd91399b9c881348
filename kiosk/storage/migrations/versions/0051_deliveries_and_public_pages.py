"""Issued documents are sent to units; what is marked public."""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def _bytewise() -> sa.String:
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    return sa.String(collation="C") if is_postgresql else sa.String()


def _shown(name: str, table: str) -> sa.Column[int]:
    return sa.Column(
        name,
        sa.Integer(),
        sa.ForeignKey(f"{table}.id", ondelete="CASCADE"),
        unique=True,
    )


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "issued_deliveries",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "issued_id",
            sa.Integer(),
            sa.ForeignKey("issued_documents.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column(
            "unit_id", sa.Integer(), sa.ForeignKey("units.id", ondelete="SET NULL")
        ),
        sa.Column("unit_name", sa.String(), nullable=False),
        sa.Column("sent_by", sa.String(), nullable=False),
        sa.Column("sent_at", TIME, nullable=False),
        sa.Column("opened_at", TIME),
        sa.Column("opened_by", sa.String(), nullable=False),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("reminded_at", TIME),
        sa.UniqueConstraint(
            "issued_id", "unit_id", name="uq_issued_deliveries_issued_id_unit_id"
        ),
    )
    op.create_index(
        "ix_issued_deliveries_inbox", "issued_deliveries", ["unit_id", "sent_at", "id"]
    )
    op.create_table(
        "publicities",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("token", _bytewise(), nullable=False, unique=True),
        sa.Column("kind", sa.String(), nullable=False),
        _shown("meeting_id", "meetings"),
        _shown("document_id", "documents"),
        _shown("vote_id", "votes"),
        _shown("issued_id", "issued_documents"),
        sa.Column("shown_by", sa.String(), nullable=False),
        sa.Column("shown_at", TIME, nullable=False),
    )
    op.create_index("ix_publicities_shown_at", "publicities", ["shown_at", "id"])


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("publicities")
    op.drop_table("issued_deliveries")

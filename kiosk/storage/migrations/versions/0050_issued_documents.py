"""The register of issued documents."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _time(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True))


def _reference(name: str, table: str) -> sa.Column[int]:
    return sa.Column(
        name, sa.Integer(), sa.ForeignKey(f"{table}.id", ondelete="SET NULL")
    )


def upgrade() -> None:
    """Create the table."""
    big = sa.Integer().with_variant(sa.BigInteger(), "postgresql")
    op.create_table(
        "issued_documents",
        sa.Column("id", sa.Integer(), primary_key=True),
        *map(_text, ("family", "type", "symbol", "period")),
        _number("number"),
        sa.Column("date", sa.Date(), nullable=False),
        *map(_text, ("summary", "signer", "urgency", "recipients", "keeping_unit")),
        _number("copies"),
        *map(_text, ("note", "state", "reason", "file_state", "file_sha256")),
        sa.Column("file_size", big, nullable=False),
        _text("file_name"),
        _number("file_pages"),
        _reference("meeting_id", "meetings"),
        _reference("item_id", "agenda_items"),
        *map(_text, ("source_title", "source_key")),
        _number("revision"),
        _text("reserved_by"),
        sa.Column("reserved_at", sa.DateTime(timezone=True), nullable=False),
        _text("issued_by"),
        _time("issued_at"),
        _text("ended_by"),
        _time("ended_at"),
        *map(_text, ("folded", "marked")),
        sa.UniqueConstraint(
            *("family", "symbol", "period", "number"),
            name="uq_issued_documents_family_symbol_period_number",
        ),
    )
    op.create_index("ix_issued_documents_order", "issued_documents", ["date", "id"])
    op.create_index("ix_issued_documents_file", "issued_documents", ["file_sha256"])


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("issued_documents")

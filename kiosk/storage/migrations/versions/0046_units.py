"""Units of the organisation, their accounts and links."""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def _bytewise() -> sa.String:
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    return sa.String(collation="C") if is_postgresql else sa.String()


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "units",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", _bytewise(), nullable=False),
        sa.Column("folded_name", sa.String(), nullable=False),
        sa.Column("symbol", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column(
            "parent_id",
            sa.Integer(),
            sa.ForeignKey("units.id", ondelete="SET NULL"),
        ),
        sa.Column("is_closed", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        sa.UniqueConstraint("name_key", name="uq_units_name_key"),
    )
    op.create_index("ix_units_folded_name", "units", ["folded_name"])
    op.create_index("ix_units_parent_id", "units", ["parent_id"])
    op.create_table(
        "unit_accounts",
        sa.Column(
            "account_id",
            sa.Integer(),
            sa.ForeignKey("accounts.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column(
            "unit_id",
            sa.Integer(),
            sa.ForeignKey("units.id", ondelete="CASCADE"),
            nullable=False,
        ),
    )
    op.create_index("ix_unit_accounts_unit_id", "unit_accounts", ["unit_id"])
    op.create_table(
        "unit_links",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "unit_id",
            sa.Integer(),
            sa.ForeignKey("units.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("go", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("opened_at", TIME),
        sa.Column("cookie_hash", sa.String()),
        sa.Column("ended_at", TIME),
        sa.UniqueConstraint("token_hash", name="uq_unit_links_token_hash"),
        sa.UniqueConstraint("cookie_hash", name="uq_unit_links_cookie_hash"),
    )
    op.create_index("ix_unit_links_unit_id", "unit_links", ["unit_id"])


def downgrade() -> None:
    """Drop the tables."""
    for name in ("unit_links", "unit_accounts", "units"):
        op.drop_table(name)

"""Passkeys, and accounts linked to people of a directory."""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None


def _account() -> sa.Column[int]:
    return sa.Column(
        "account_id",
        sa.Integer(),
        sa.ForeignKey("accounts.id", ondelete="CASCADE"),
        nullable=False,
    )


def upgrade() -> None:
    """Create the tables and add the columns."""
    op.create_table(
        "passkeys",
        sa.Column("id", sa.Integer(), primary_key=True),
        _account(),
        sa.Column("credential_id", sa.String(), nullable=False),
        sa.Column("credential", sa.String(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("uses", sa.BigInteger(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.UniqueConstraint("credential_id", name="uq_passkeys_credential_id"),
    )
    op.create_index("ix_passkeys_account_id", "passkeys", ["account_id"])
    op.create_table(
        "passkey_offers",
        sa.Column(
            "sign_in_id",
            sa.Integer(),
            sa.ForeignKey("sign_ins.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("challenge", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "linked_people",
        sa.Column("id", sa.Integer(), primary_key=True),
        _account(),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint(
            "source", "subject", name="uq_linked_people_source_subject"
        ),
    )
    op.create_index("ix_linked_people_account_id", "linked_people", ["account_id"])
    for table, name in (
        ("pending_sign_ins", "challenge"),
        ("pending_sign_ins", "passed_by"),
        ("sign_ins", "passed_by"),
    ):
        text = sa.Column(name, sa.String(), nullable=False, server_default="")
        op.add_column(table, text)


def downgrade() -> None:
    """Remove them."""
    for table, name in (
        ("sign_ins", "passed_by"),
        ("pending_sign_ins", "passed_by"),
        ("pending_sign_ins", "challenge"),
    ):
        op.drop_column(table, name)
    for table in ("linked_people", "passkey_offers", "passkeys"):
        op.drop_table(table)

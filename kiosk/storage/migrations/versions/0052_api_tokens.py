"""Tokens of other systems, and their calls."""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None

KEY_OF_TOKEN = "fk_idempotency_keys_api_token_id_api_tokens"


def upgrade() -> None:
    """Create them."""
    op.create_table(
        "api_tokens",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("scopes", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_by", sa.String(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_tokens")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_api_tokens_token_hash")),
    )
    op.create_table(
        "api_calls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "token_id",
            sa.Integer(),
            sa.ForeignKey("api_tokens.id"),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("route", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("port", sa.Integer(), nullable=True),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_calls")),
    )
    op.create_index("ix_api_calls_token_id_id", "api_calls", ["token_id", "id"])
    op.create_index("ix_api_calls_at", "api_calls", ["at"])
    with op.batch_alter_table("idempotency_keys") as table:
        table.alter_column("sign_in_id", existing_type=sa.Integer(), nullable=True)
        table.add_column(sa.Column("api_token_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            KEY_OF_TOKEN, "api_tokens", ["api_token_id"], ["id"], ondelete="CASCADE"
        )
    op.create_index(
        "ix_idempotency_keys_api_token_id_key",
        "idempotency_keys",
        ["api_token_id", "key"],
        unique=True,
    )


def downgrade() -> None:
    """Drop them."""
    op.execute("DELETE FROM idempotency_keys WHERE sign_in_id IS NULL")
    op.drop_index("ix_idempotency_keys_api_token_id_key", "idempotency_keys")
    with op.batch_alter_table("idempotency_keys") as table:
        table.drop_constraint(KEY_OF_TOKEN, type_="foreignkey")
        table.drop_column("api_token_id")
        table.alter_column("sign_in_id", existing_type=sa.Integer(), nullable=False)
    op.drop_table("api_calls")
    op.drop_table("api_tokens")

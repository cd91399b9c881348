"""The access log, second factors, and when a staff sign-in was last used."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def _account(*, nullable: bool = False, **options: object) -> sa.Column[int]:
    return sa.Column("account_id", sa.Integer(), nullable=nullable, **options)


def _of_account(table: str, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_account_id_accounts"
    return sa.ForeignKeyConstraint(
        ["account_id"], ["accounts.id"], name=op.f(name), ondelete=ondelete
    )


def upgrade() -> None:
    """Add them."""
    op.create_table(
        "access_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _account(nullable=True),
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("port", sa.Integer(), nullable=True),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        _of_account("access_log", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_log")),
    )
    op.create_index("ix_access_log_at", "access_log", ["at"])
    op.create_index("ix_access_log_account_id_id", "access_log", ["account_id", "id"])
    op.create_table(
        "pending_sign_ins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        _account(),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        _of_account("pending_sign_ins"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pending_sign_ins")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_pending_sign_ins_token_hash")),
    )
    op.create_index(
        "ix_pending_sign_ins_account_id", "pending_sign_ins", ["account_id"]
    )
    op.create_table(
        "second_factors",
        _account(autoincrement=False),
        sa.Column("seed", sa.String(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_step", sa.Integer(), nullable=False),
        _of_account("second_factors"),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_second_factors")),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        _account(),
        sa.Column("code_hash", sa.String(), nullable=False),
        _of_account("recovery_codes"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_codes")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_recovery_codes_code_hash")),
    )
    op.create_index("ix_recovery_codes_account_id", "recovery_codes", ["account_id"])
    op.add_column(
        "sign_ins", sa.Column("browser", sa.String(), nullable=False, server_default="")
    )
    op.add_column(
        "sign_ins", sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True)
    )


def downgrade() -> None:
    """Take them away."""
    op.drop_column("sign_ins", "last_used_at")
    op.drop_column("sign_ins", "browser")
    for table in ("recovery_codes", "second_factors", "pending_sign_ins", "access_log"):
        op.drop_table(table)

"""Script notes, keys of requests, who called the item and which was before."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

ITEM = "fk_live_pages_previous_item_id_agenda_items"


def upgrade() -> None:
    """Add them."""
    op.create_table(
        "script_notes",
        sa.Column("item_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["agenda_items.id"],
            name=op.f("fk_script_notes_item_id_agenda_items"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_script_notes")),
    )
    op.create_table(
        "idempotency_keys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sign_in_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sign_in_id"],
            ["sign_ins.id"],
            name=op.f("fk_idempotency_keys_sign_in_id_sign_ins"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idempotency_keys")),
    )
    op.create_index("ix_idempotency_keys_at", "idempotency_keys", ["at"])
    op.create_index(
        "ix_idempotency_keys_sign_in_id_key",
        "idempotency_keys",
        ["sign_in_id", "key"],
        unique=True,
    )
    _add_text("meetings", "state_changed_by")
    _add_text("live_pages", "item_called_by")
    with op.batch_alter_table("live_pages") as table:
        table.add_column(
            sa.Column("previous_started_at", sa.DateTime(timezone=True), nullable=True)
        )
        table.add_column(sa.Column("previous_item_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            ITEM, "agenda_items", ["previous_item_id"], ["id"], ondelete="SET NULL"
        )


def _add_text(table: str, name: str) -> None:
    op.add_column(
        table, sa.Column(name, sa.String(), nullable=False, server_default="")
    )


def downgrade() -> None:
    """Remove them."""
    with op.batch_alter_table("live_pages") as table:
        table.drop_constraint(ITEM, type_="foreignkey")
        table.drop_column("previous_item_id")
        table.drop_column("previous_started_at")
    op.drop_column("live_pages", "item_called_by")
    op.drop_column("meetings", "state_changed_by")
    op.drop_table("idempotency_keys")
    op.drop_table("script_notes")

"""The access log of badges and grouped refusals; keeping times of meetings."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

# Searched by key, newest first.
FILTERS = ("username", "address", "act")
# Sorted and compared by bytes.
BYTEWISE = ("username", "address")


def _is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def upgrade() -> None:
    """Create them."""
    op.add_column(
        "access_log",
        sa.Column("times", sa.Integer(), nullable=False, server_default="1"),
    )
    if _is_postgresql():
        for column in BYTEWISE:
            op.alter_column("access_log", column, type_=sa.String(collation="C"))
    op.drop_index("ix_access_log_at", "access_log")
    op.drop_index("ix_access_log_account_id_id", "access_log")
    op.create_index("ix_access_log_at_id", "access_log", ["at", "id"])
    for column in FILTERS:
        op.create_index(
            f"ix_access_log_{column}_at_id", "access_log", [column, "at", "id"]
        )
    op.create_table(
        "refusal_groups",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written", sa.Integer(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("port", sa.Integer(), nullable=True),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_refusal_groups")),
    )
    op.create_table(
        "meeting_retentions",
        sa.Column(
            "meeting_id",
            sa.Integer(),
            sa.ForeignKey("meetings.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by", sa.String(), nullable=False, server_default=""),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("meeting_id", name=op.f("pk_meeting_retentions")),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("meeting_retentions")
    op.drop_table("refusal_groups")
    for column in FILTERS:
        op.drop_index(f"ix_access_log_{column}_at_id", "access_log")
    op.drop_index("ix_access_log_at_id", "access_log")
    op.create_index("ix_access_log_account_id_id", "access_log", ["account_id", "id"])
    op.create_index("ix_access_log_at", "access_log", ["at"])
    if _is_postgresql():
        for column in BYTEWISE:
            op.alter_column("access_log", column, type_=sa.String(collation="default"))
    op.drop_column("access_log", "times")

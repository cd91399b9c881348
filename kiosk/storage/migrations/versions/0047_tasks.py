"""Tasks of units: history, files, supervisors, calendars, digests."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def _key(
    column: str, target: str, ondelete: str, *, nullable: bool = True
) -> sa.Column[int]:
    return sa.Column(
        column,
        sa.Integer(),
        sa.ForeignKey(f"{target}.id", ondelete=ondelete),
        nullable=nullable,
    )


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "tasks",
        sa.Column("id", sa.Integer(), primary_key=True),
        *_text("uid", "text", "folded_text"),
        _key("lead_unit_id", "units", "RESTRICT"),
        sa.Column("due_date", sa.Date()),
        sa.Column("first_due_date", sa.Date()),
        sa.Column("asked_due_date", sa.Date()),
        *_text("state"),
        sa.Column("state_at", TIME, nullable=False),
        _key("meeting_id", "meetings", "SET NULL"),
        *_text("meeting_title", "body_name"),
        _key("item_id", "agenda_items", "SET NULL"),
        *_text("item_title"),
        _key("document_id", "documents", "SET NULL"),
        sa.Column("page", sa.Integer()),
        _key("conclusion_id", "conclusions", "SET NULL"),
        sa.Column("conclusion_number", sa.Integer()),
        *_text("conclusion_digest"),
        sa.Column("revision", sa.Integer(), nullable=False),
        *_text("made_by"),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        sa.UniqueConstraint("uid", name="uq_tasks_uid"),
        sa.UniqueConstraint("conclusion_id", name="uq_tasks_conclusion_id"),
    )
    op.create_index("ix_tasks_state_due", "tasks", ["state", "due_date"])
    for column in ("lead_unit_id", "meeting_id"):
        op.create_index(f"ix_tasks_{column}", "tasks", [column])
    op.create_table(
        "task_units",
        sa.Column(
            "task_id",
            sa.Integer(),
            sa.ForeignKey("tasks.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column(
            "unit_id",
            sa.Integer(),
            sa.ForeignKey("units.id", ondelete="RESTRICT"),
            primary_key=True,
        ),
        sa.Column("ordinal", sa.Integer(), nullable=False),
    )
    op.create_index("ix_task_units_unit_id", "task_units", ["unit_id"])
    op.create_table(
        "task_entries",
        sa.Column("id", sa.Integer(), primary_key=True),
        _key("task_id", "tasks", "CASCADE", nullable=False),
        sa.Column("at", TIME, nullable=False),
        *_text("act", "part", "made_by"),
        _key("unit_id", "units", "RESTRICT"),
        *_text("text", "state"),
        sa.Column("due_date", sa.Date()),
        sa.Column("asked_due_date", sa.Date()),
    )
    op.create_index("ix_task_entries_task_id", "task_entries", ["task_id"])
    op.create_table(
        "task_files",
        sa.Column("id", sa.Integer(), primary_key=True),
        _key("task_id", "tasks", "CASCADE", nullable=False),
        _key("entry_id", "task_entries", "CASCADE"),
        *_text("sha256", "file_name"),
        sa.Column("byte_count", sa.Integer(), nullable=False),
        sa.Column("added_at", TIME, nullable=False),
        *_text("added_by"),
    )
    for column in ("task_id", "entry_id", "sha256"):
        op.create_index(f"ix_task_files_{column}", "task_files", [column])
    op.create_table(
        "task_supervisors",
        sa.Column(
            "account_id",
            sa.Integer(),
            sa.ForeignKey("accounts.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        *_text("named_by"),
        sa.Column("named_at", TIME, nullable=False),
    )
    op.create_table(
        "task_feeds",
        sa.Column("id", sa.Integer(), primary_key=True),
        _key("unit_id", "units", "CASCADE"),
        _key("account_id", "accounts", "CASCADE"),
        *_text("key_hash"),
        sa.Column("made_at", TIME, nullable=False),
        sa.UniqueConstraint("unit_id", name="uq_task_feeds_unit_id"),
        sa.UniqueConstraint("account_id", name="uq_task_feeds_account_id"),
    )
    op.create_table(
        "task_digests",
        sa.Column("week", sa.Date(), primary_key=True),
        sa.Column("recipients", sa.Integer(), nullable=False),
        sa.Column("queued_at", TIME, nullable=False),
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in (
        *("task_digests", "task_feeds", "task_supervisors", "task_files"),
        *("task_entries", "task_units", "tasks"),
    ):
        op.drop_table(name)

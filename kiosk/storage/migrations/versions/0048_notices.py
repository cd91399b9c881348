"""Notices, their e-mails, contacts of members, webhooks."""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None


def _text(name: str, default: str | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False, server_default=default)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _number(name: str, default: str | None = None) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False, server_default=default)


def _of(name: str, target: str, on_delete: str, *, nullable: bool) -> sa.Column[int]:
    key = sa.ForeignKey(target, ondelete=on_delete)
    return sa.Column(name, sa.Integer(), key, nullable=nullable)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), primary_key=True),
        _text("kind"),
        _text("language"),
        _text("name"),
        _of("account_id", "accounts.id", "SET NULL", nullable=True),
        _of("member_id", "members.id", "SET NULL", nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        _of("meeting_id", "meetings.id", "CASCADE", nullable=True),
        _text("parameters"),
        _text("attachments", "[]"),
        _text("calendar", ""),
        _text("link", ""),
        _text("refers_to", ""),
        _moment("queued_at"),
        _moment("read_at", nullable=True),
    )
    op.create_index("ix_notices_account", "notices", ["account_id", "read_at"])
    op.create_index("ix_notices_member", "notices", ["member_id", "read_at"])
    for column in ("unit_id", "meeting_id", "refers_to"):
        op.create_index(f"ix_notices_{column}", "notices", [column])
    op.create_table(
        "mail_deliveries",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "notice_id",
            sa.Integer(),
            sa.ForeignKey("notices.id", ondelete="CASCADE"),
            nullable=False,
            unique=True,
        ),
        _text("address"),
        _text("message_id"),
        _text("state"),
        _number("attempts", "0"),
        _moment("next_at"),
        _moment("sent_at", nullable=True),
        _text("problem", ""),
        _number("code", "0"),
        _text("answer", ""),
        sa.Column(
            "may_be_double", sa.Boolean(), nullable=False, server_default=sa.false()
        ),
    )
    op.create_index(
        "ix_mail_deliveries_due", "mail_deliveries", ["state", "next_at", "id"]
    )
    op.create_table(
        "member_contacts",
        sa.Column(
            "member_id",
            sa.Integer(),
            sa.ForeignKey("members.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        _text("email"),
        _text("language"),
    )
    op.create_table(
        "unsubscriptions",
        sa.Column("address", sa.String(), primary_key=True),
        _moment("at"),
    )
    _create_webhooks()


def _create_webhooks() -> None:
    op.create_table(
        "webhooks",
        sa.Column("id", sa.Integer(), primary_key=True),
        _text("name"),
        _text("url"),
        _text("seed"),
        _text("kinds"),
        _number("last_entry"),
        _text("made_by"),
        _moment("made_at"),
        _moment("paused_at", nullable=True),
    )
    op.create_table(
        "webhook_calls",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of("webhook_id", "webhooks.id", "CASCADE", nullable=False),
        sa.Column("event_id", sa.String(), nullable=False, unique=True),
        _text("kind"),
        _text("body"),
        _text("state"),
        _number("attempts", "0"),
        _moment("queued_at"),
        _moment("next_at"),
        _moment("delivered_at", nullable=True),
        _text("problem", ""),
        _number("status", "0"),
    )
    op.create_index("ix_webhook_calls_webhook_id", "webhook_calls", ["webhook_id"])
    op.create_index("ix_webhook_calls_due", "webhook_calls", ["state", "next_at", "id"])


def downgrade() -> None:
    """Drop the tables."""
    for table in (
        "webhook_calls",
        "webhooks",
        "unsubscriptions",
        "member_contacts",
        "mail_deliveries",
        "notices",
    ):
        op.drop_table(table)

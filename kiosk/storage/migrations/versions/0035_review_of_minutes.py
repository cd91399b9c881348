"""Comments on minutes, agreement, and the signed files brought back."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def _reference(name: str, target: str, *, nullable: bool, deleted: str) -> sa.Column:
    return sa.Column(
        name,
        sa.Integer(),
        sa.ForeignKey(target, ondelete=deleted),
        nullable=nullable,
    )


def _of_minutes() -> sa.Column:
    return _reference("minutes_id", "minutes.id", nullable=False, deleted="CASCADE")


def _text(name: str, default: str | None = None) -> sa.Column:
    return sa.Column(name, sa.String(), nullable=False, server_default=default)


def _number(name: str, default: str | None = None) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=False, server_default=default)


def _moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "minutes_comments",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of_minutes(),
        _reference(
            "parent_id", "minutes_comments.id", nullable=True, deleted="CASCADE"
        ),
        _reference("author_id", "members.id", nullable=True, deleted="SET NULL"),
        _text("author_name"),
        _text("text"),
        _text("quote", ""),
        _text("anchor", ""),
        _moment("made_at"),
        _moment("resolved_at", nullable=True),
        _text("resolved_by", ""),
    )
    op.create_index(
        "ix_minutes_comments_minutes_id", "minutes_comments", ["minutes_id"]
    )
    op.create_table(
        "minutes_reviews",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of_minutes(),
        _reference("member_id", "members.id", nullable=False, deleted="CASCADE"),
        _moment("asked_at"),
        _text("answer", "none"),
        _text("remark", ""),
        _moment("answered_at", nullable=True),
        _number("last_update", "0"),
        sa.UniqueConstraint(
            "minutes_id", "member_id", name="uq_minutes_reviews_minutes_id_member_id"
        ),
    )
    op.create_index("ix_minutes_reviews_member_id", "minutes_reviews", ["member_id"])
    op.create_table(
        "minutes_signed_files",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of_minutes(),
        _text("sha256"),
        _number("size"),
        _text("file_name"),
        _text("uploaded_by"),
        _moment("uploaded_at"),
        _text("state", "waiting"),
        _number("pages", "0"),
        _number("own_pages", "0"),
        _number("common", "0"),
        _text("warning", "none"),
    )
    op.create_index(
        "ix_minutes_signed_files_minutes_id", "minutes_signed_files", ["minutes_id"]
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in ("minutes_signed_files", "minutes_reviews", "minutes_comments"):
        op.drop_table(name)

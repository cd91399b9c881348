"""Minutes: their text, its changes and versions, and who is editing."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def _of_minutes() -> sa.Column:
    return sa.Column(
        "minutes_id",
        sa.Integer(),
        sa.ForeignKey("minutes.id", ondelete="CASCADE"),
        nullable=False,
    )


def _text(name: str, default: str | None = None) -> sa.Column:
    return sa.Column(name, sa.String(), nullable=False, server_default=default)


def _number(name: str, default: str | None = None) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=False, server_default=default)


def _moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "minutes",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "meeting_id",
            sa.Integer(),
            sa.ForeignKey("meetings.id", ondelete="CASCADE"),
            nullable=False,
        ),
        _text("family"),
        _text("state", "draft"),
        _number("revision", "0"),
        _text("made_by"),
        _moment("made_at"),
        _text("draft_state", "none"),
        _text("facts", "[]"),
        _moment("facts_at", nullable=True),
        _number("replaced_by", "0"),
        _moment("due_at", nullable=True),
        _moment("finalised_at", nullable=True),
        _text("finalised_by", ""),
        _text("final_document", ""),
        _text("final_sha256", ""),
        _text("pdf_sha256", ""),
        _number("pdf_size", "0"),
        sa.UniqueConstraint("meeting_id", "family", name="uq_minutes_meeting_id_family"),
    )
    op.create_table(
        "minutes_updates",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of_minutes(),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        _text("made_by"),
        _moment("made_at"),
    )
    op.create_index(
        "ix_minutes_updates_minutes_id_id", "minutes_updates", ["minutes_id", "id"]
    )
    op.create_table(
        "minutes_versions",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of_minutes(),
        _number("number"),
        _text("name", ""),
        _text("reason"),
        _text("made_by"),
        _moment("made_at"),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        _number("last_update"),
        sa.UniqueConstraint(
            "minutes_id", "number", name="uq_minutes_versions_minutes_id_number"
        ),
    )
    op.create_table(
        "minutes_editors",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of_minutes(),
        _text("client"),
        _text("name"),
        _text("cursor", ""),
        _moment("seen_at"),
        sa.UniqueConstraint(
            "minutes_id", "client", name="uq_minutes_editors_minutes_id_client"
        ),
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in ("minutes_editors", "minutes_versions", "minutes_updates", "minutes"):
        op.drop_table(name)

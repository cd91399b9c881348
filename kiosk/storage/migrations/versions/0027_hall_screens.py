"""Hall screens: what each shows, its history, its pictures, the welcome."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def _meeting_id() -> sa.Column[int]:
    return sa.Column(
        "meeting_id",
        sa.Integer(),
        sa.ForeignKey("meetings.id", ondelete="CASCADE"),
        nullable=False,
    )


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "hall_screens",
        sa.Column("id", sa.Integer(), primary_key=True),
        _meeting_id(),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("scene", sa.String(), nullable=False),
        sa.Column("queued", sa.String(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("meeting_id", "number"),
    )
    op.create_table(
        "hall_scene_changes",
        sa.Column("id", sa.Integer(), primary_key=True),
        _meeting_id(),
        sa.Column("screen_name", sa.String(), nullable=False),
        sa.Column("scene", sa.String(), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index(
        "ix_hall_scene_changes_meeting_id", "hall_scene_changes", ["meeting_id"]
    )
    op.create_table(
        "hall_media",
        sa.Column("id", sa.Integer(), primary_key=True),
        _meeting_id(),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("meeting_id", "sha256"),
    )
    op.create_index("ix_hall_media_sha256", "hall_media", ["sha256"])
    op.create_table(
        "hall_welcomes",
        sa.Column(
            "meeting_id",
            sa.Integer(),
            sa.ForeignKey("meetings.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("wifi_name", sa.String(), nullable=False),
        sa.Column("wifi_password", sa.String(), nullable=False),
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in ("hall_welcomes", "hall_media", "hall_scene_changes", "hall_screens"):
        op.drop_table(table)

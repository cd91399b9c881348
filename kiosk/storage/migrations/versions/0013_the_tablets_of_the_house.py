"""The tablets of the house, the invitations they came by, what they were told."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _key() -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), primary_key=True)


def _meeting(name: str) -> sa.Column[int]:
    key = sa.ForeignKey("meetings.id", ondelete="CASCADE")
    return sa.Column(name, sa.Integer(), key, nullable=True)


def upgrade() -> None:
    """Bring the schema to this revision."""
    op.create_table(
        "tablets",
        _key(),
        sa.Column("number", sa.Integer(), nullable=False, unique=True),
        _text("name"),
        _text("seat"),
        sa.Column("secret_hash", sa.String(), nullable=False, unique=True),
        sa.Column("is_locked", sa.Boolean(), nullable=False),
        _moment("enrolled_at"),
        _text("enrolled_by"),
        _moment("revoked_at", nullable=True),
        _text("revoked_by"),
        sa.Column("misseated_sign_in", sa.Integer(), nullable=True),
    )
    op.create_table(
        "tablet_enrolments",
        _key(),
        sa.Column("secret_hash", sa.String(), nullable=False, unique=True),
        _moment("made_at"),
        _text("made_by"),
        _moment("expires_at"),
    )
    op.create_table(
        "tablet_commands",
        _key(),
        sa.Column(
            "tablet_id",
            sa.Integer(),
            sa.ForeignKey("tablets.id", ondelete="CASCADE"),
            nullable=False,
        ),
        _text("kind"),
        _meeting("target_id"),
        _meeting("scope_id"),
        _moment("given_at"),
        _text("given_by"),
        _moment("expires_at"),
        _moment("sent_at", nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        _moment("ended_at", nullable=True),
        _text("outcome"),
    )
    op.create_index("ix_tablet_commands_tablet", "tablet_commands", ["tablet_id", "id"])


def downgrade() -> None:
    """Go back to the revision before."""
    op.drop_table("tablet_commands")
    op.drop_table("tablet_enrolments")
    op.drop_table("tablets")

"""Notes are shared with chosen people; opinions are sent to the secretariat."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema to this revision."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "annotation_shares",
        sa.Column(
            "annotation_id",
            sa.Integer(),
            sa.ForeignKey("annotations.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column(
            "member_id",
            sa.Integer(),
            sa.ForeignKey("members.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("shared_at", moment, nullable=False),
    )
    op.create_index(
        "ix_annotation_shares_member_id", "annotation_shares", ["member_id"]
    )
    words = [
        sa.Column(name, sa.String(), nullable=False)
        for name in (
            *("key", "author_name", "author_position", "author_unit"),
            *("item_number", "item_title", "paper_title", "quote", "text"),
            *("note_key", "received_by"),
        )
    ]
    op.create_table(
        "opinions",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "meeting_id",
            sa.Integer(),
            sa.ForeignKey("meetings.id", ondelete="CASCADE"),
            nullable=False,
        ),
        *(
            sa.Column(
                name,
                sa.Integer(),
                sa.ForeignKey(f"{table}.id", ondelete="SET NULL"),
                nullable=True,
            )
            for name, table in (
                ("member_id", "members"),
                ("item_id", "agenda_items"),
                ("document_id", "documents"),
            )
        ),
        *words,
        sa.Column("paper_version", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("sent_at", moment, nullable=False),
        sa.Column("received_at", moment, nullable=True),
        sa.UniqueConstraint("member_id", "key", name="uq_opinions_member_id_key"),
    )
    op.create_index("ix_opinions_meeting_sent", "opinions", ["meeting_id", "sent_at"])


def downgrade() -> None:
    """Go back to the revision before."""
    op.drop_table("opinions")
    op.drop_table("annotation_shares")

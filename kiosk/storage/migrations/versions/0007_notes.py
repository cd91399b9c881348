"""People write on the pages."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema to this revision."""
    long_number = sa.Integer().with_variant(sa.BigInteger(), "postgresql")
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "annotations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("colour", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("anchor", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("change", long_number, nullable=False),
        sa.Column("edited_at", moment, nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.Column("unplaced_in", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["members.id"],
            name="fk_annotations_member_id_members",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
            name="fk_annotations_document_id_documents",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_annotations"),
        sa.UniqueConstraint("member_id", "key", name="uq_annotations_member_id_key"),
    )
    op.create_index("ix_annotations_change", "annotations", ["member_id", "change"])
    op.create_index(
        "ix_annotations_document", "annotations", ["document_id", "is_deleted"]
    )
    op.create_table(
        "annotation_shelves",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("change", long_number, nullable=False),
        sa.Column("erasures", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["members.id"],
            name="fk_annotation_shelves_member_id_members",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("member_id", name="pk_annotation_shelves"),
    )


def downgrade() -> None:
    """Go back to the revision before."""
    for table in (
        "annotation_shelves",
        "annotations",
    ):
        op.drop_table(table)

"""How many bytes of notes each member keeps."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Count what is kept already."""
    op.add_column(
        "annotation_shelves",
        sa.Column("size", sa.Integer().with_variant(sa.BigInteger(), "postgresql"), nullable=False, server_default="0"),
    )
    length = (
        "octet_length(body)"
        if op.get_bind().dialect.name == "postgresql"
        else "length(CAST(body AS BLOB))"
    )
    op.execute(
        "UPDATE annotation_shelves SET size = COALESCE((SELECT SUM("
        f"{length}) FROM annotations WHERE annotations.member_id ="  # noqa: S608
        " annotation_shelves.member_id AND NOT is_deleted), 0)"
    )


def downgrade() -> None:
    """Forget it."""
    op.drop_column("annotation_shelves", "size")

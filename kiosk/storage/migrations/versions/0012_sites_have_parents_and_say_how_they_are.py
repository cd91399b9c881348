"""Sites have parents, and say whether they are ready or need help."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema to this revision."""
    with op.batch_alter_table("sites") as table:
        table.add_column(sa.Column("parent_id", sa.Integer(), nullable=True))
        table.add_column(
            sa.Column("ready_at", sa.DateTime(timezone=True), nullable=True)
        )
        table.add_column(
            sa.Column("help_at", sa.DateTime(timezone=True), nullable=True)
        )
        table.add_column(
            sa.Column("help_words", sa.String(), nullable=False, server_default="")
        )
        table.create_foreign_key(
            "fk_sites_parent_id_sites",
            "sites",
            ["parent_id"],
            ["id"],
            ondelete="SET NULL",
        )
    with op.batch_alter_table("kept_papers") as table:
        table.add_column(
            sa.Column(
                "is_whole", sa.Boolean(), nullable=False, server_default=sa.false()
            )
        )


def downgrade() -> None:
    """Go back to the revision before."""
    with op.batch_alter_table("kept_papers") as table:
        table.drop_column("is_whole")
    with op.batch_alter_table("sites") as table:
        table.drop_constraint("fk_sites_parent_id_sites", type_="foreignkey")
        for name in ("help_words", "help_at", "ready_at", "parent_id"):
            table.drop_column(name)

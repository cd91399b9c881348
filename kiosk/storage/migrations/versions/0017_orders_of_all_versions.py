"""What is ordered of a paper holds for its earlier versions too."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_ORDERS = ("is_marked", "is_kept", "readable_until", "until_close")


def upgrade() -> None:
    """Give each earlier version the orders of the newest one."""
    papers = sa.table(
        "documents",
        *(sa.column(name) for name in ("id", "replaces_id", *_ORDERS)),
    )
    bind = op.get_bind()
    rows = bind.execute(
        sa.select(papers)
        .where(papers.c.replaces_id.is_not(None))
        .order_by(papers.c.id.desc())
    ).all()
    # A new version has a greater id: the newest is the first to hand its orders on.
    given: dict[int, dict[str, object]] = {}
    for row in rows:
        orders = given.get(row.id) or {name: getattr(row, name) for name in _ORDERS}
        given.setdefault(row.replaces_id, orders)
    for document_id, orders in given.items():
        bind.execute(papers.update().where(papers.c.id == document_id).values(orders))


def downgrade() -> None:
    """Change nothing: what was ordered stays so."""

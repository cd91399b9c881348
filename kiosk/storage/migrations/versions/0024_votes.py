"""Votes: options, rolls, ballots, counts."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

TABLES = (
    "vote_refusals",
    "paper_counts",
    "hand_counts",
    "plain_ballots",
    "sealed_ballots",
    "named_ballots",
    "vote_voters",
    "vote_options",
    "votes",
)


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _key(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False, autoincrement=False)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _sorted_text(name: str) -> sa.Column[str]:
    bytewise = sa.String().with_variant(sa.String(collation="C"), "postgresql")
    return sa.Column(name, bytewise, nullable=False)


def _time(name: str, *, nullable: bool = False) -> sa.Column[sa.DateTime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _to(
    table: str, column: str, target: str, ondelete: str = "CASCADE"
) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=name, ondelete=ondelete
    )


def _primary(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


def upgrade() -> None:
    """Create the tables."""
    _create_votes()
    _create_ballots()
    _create_counts()


def _create_votes() -> None:
    op.create_table(
        "votes",
        _number("id"),
        _number("meeting_id"),
        _number("item_id", nullable=True),
        *(_text(name) for name in ("title", "question", "kind", "form")),
        _flag("is_secret"),
        _flag("is_rehearsal"),
        _number("max_choices"),
        *(_text(name) for name in ("levels", "state", "voter_rule")),
        _flag("until_close"),
        _text("rule"),
        _number("document_id", nullable=True),
        _text("document_title"),
        _number("document_version"),
        _text("document_sha256"),
        _number("previous_id", nullable=True),
        _text("public_key"),
        *(
            _number(name)
            for name in (
                "share_count",
                "share_threshold",
                "shares_entered",
                "summoned",
                "present",
                "eligible",
                "cast",
                "sealed_by_server",
            )
        ),
        _text("result"),
        _time("opened_at", nullable=True),
        _text("opened_by"),
        _time("closed_at", nullable=True),
        _text("closed_by"),
        _time("announced_at", nullable=True),
        _text("announced_by"),
        _text("cancel_reason"),
        _number("revision"),
        _text("changed_by"),
        _time("changed_at"),
        _time("created_at"),
        _to("votes", "meeting_id", "meetings"),
        _to("votes", "item_id", "agenda_items", "SET NULL"),
        _to("votes", "document_id", "documents", "SET NULL"),
        _to("votes", "previous_id", "votes", "SET NULL"),
        _primary("votes", "id"),
    )
    op.create_index("ix_votes_meeting_state", "votes", ["meeting_id", "state"])
    op.create_table(
        "vote_options",
        _number("id"),
        _number("vote_id"),
        _number("ordinal"),
        _text("label"),
        _text("note"),
        _to("vote_options", "vote_id", "votes"),
        _primary("vote_options", "id"),
    )
    op.create_index("ix_vote_options_vote_id", "vote_options", ["vote_id"])
    op.create_table(
        "vote_voters",
        _number("vote_id"),
        _key("member_id"),
        _text("name"),
        _sorted_text("sort_key"),
        _text("unit"),
        _text("seat"),
        _number("site_id", nullable=True),
        _text("site_name"),
        _flag("is_present"),
        _flag("has_cast"),
        _to("vote_voters", "vote_id", "votes"),
        _primary("vote_voters", "vote_id", "member_id"),
    )


def _create_ballots() -> None:
    op.create_table(
        "named_ballots",
        _number("vote_id"),
        _key("member_id"),
        _text("choices"),
        _text("entered_by"),
        _to("named_ballots", "vote_id", "votes"),
        _primary("named_ballots", "vote_id", "member_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sealed_ballots",
        _number("vote_id"),
        _key("member_id"),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        _text("retry_key"),
        _flag("is_sealed_by_server"),
        _to("sealed_ballots", "vote_id", "votes"),
        _primary("sealed_ballots", "vote_id", "member_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "plain_ballots",
        _number("vote_id"),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        _text("choices"),
        _to("plain_ballots", "vote_id", "votes"),
        _primary("plain_ballots", "vote_id", "key"),
        sqlite_with_rowid=False,
    )


def _create_counts() -> None:
    op.create_table(
        "hand_counts",
        _number("id"),
        _number("vote_id"),
        _number("site_key"),
        _text("counts"),
        _text("entered_by"),
        _time("entered_at"),
        _to("hand_counts", "vote_id", "votes"),
        _primary("hand_counts", "id"),
        sa.UniqueConstraint(
            "vote_id", "site_key", name=op.f("uq_hand_counts_vote_id_site_key")
        ),
    )
    op.create_table(
        "paper_counts",
        _number("vote_id"),
        *(_number(name) for name in ("issued", "returned", "valid", "invalid")),
        _text("reasons"),
        _text("counts"),
        _text("entered_by"),
        _time("entered_at"),
        _to("paper_counts", "vote_id", "votes"),
        _primary("paper_counts", "vote_id"),
    )
    unique = ("meeting_id", "vote_key", "sign_in_key", "act", "reason")
    op.create_table(
        "vote_refusals",
        _number("id"),
        *(_number(name) for name in ("meeting_id", "vote_key", "sign_in_key")),
        *(_text(name) for name in ("who", "act", "reason", "address")),
        _number("times"),
        _time("first_at"),
        _time("last_at"),
        _to("vote_refusals", "meeting_id", "meetings"),
        _primary("vote_refusals", "id"),
        sa.UniqueConstraint(*unique, name=op.f("uq_vote_refusals_" + "_".join(unique))),
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in TABLES:
        op.drop_table(table)

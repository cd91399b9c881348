"""Opinion surveys and their answers."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0039"
branch_labels = None
depends_on = None

WITHOUT_ROWID = {"sqlite_with_rowid": False}
BYTEWISE = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def _survey() -> sa.Column[int]:
    return sa.Column(
        "survey_id",
        sa.Integer(),
        sa.ForeignKey("surveys.id", ondelete="CASCADE"),
        primary_key=True,
        nullable=False,
    )


def _sender() -> sa.Column[str]:
    return sa.Column("sender", BYTEWISE, primary_key=True, nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _answer() -> tuple[sa.Column[str], sa.Column[str]]:
    return _text("answers"), _text("classes")


def upgrade() -> None:
    """Create the tables."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "surveys",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "meeting_id",
            sa.Integer(),
            sa.ForeignKey("meetings.id", ondelete="CASCADE"),
        ),
        sa.Column(
            "site_id", sa.Integer(), sa.ForeignKey("sites.id", ondelete="SET NULL")
        ),
        sa.Column("code", BYTEWISE, nullable=False, unique=True),
        *map(_text, ("title", "intro", "mode", "access", "one_per", "classes")),
        sa.Column("opens_at", moment),
        sa.Column("closes_at", moment),
        *map(_text, ("state", "public_key")),
        sa.Column("is_template", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        _text("changed_by"),
        sa.Column("changed_at", moment, nullable=False),
        sa.Column("created_at", moment, nullable=False),
    )
    op.create_index("ix_surveys_meeting_id", "surveys", ["meeting_id"])
    op.create_table(
        "survey_questions",
        _survey(),
        sa.Column("key", BYTEWISE, primary_key=True, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        *map(_text, ("section", "kind", "text", "content")),
        sa.Column("is_required", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "survey_invitations",
        _survey(),
        sa.Column("code_hash", BYTEWISE, primary_key=True, nullable=False),
        *map(_text, ("name", "unit")),
        **WITHOUT_ROWID,
    )
    op.create_table(
        "survey_participants",
        _survey(),
        _sender(),
        _text("retry_hash"),
        sa.Column("member_id", sa.Integer()),
        **WITHOUT_ROWID,
    )
    op.create_table(
        "survey_waiting_answers",
        _survey(),
        _sender(),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        **WITHOUT_ROWID,
    )
    op.create_table(
        "survey_answers",
        _survey(),
        sa.Column("key", sa.LargeBinary(), primary_key=True, nullable=False),
        *_answer(),
        **WITHOUT_ROWID,
    )
    op.create_table(
        "survey_named_answers",
        _survey(),
        _sender(),
        sa.Column("member_id", sa.Integer()),
        *map(_text, ("name", "unit")),
        *_answer(),
        **WITHOUT_ROWID,
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in (
        "survey_named_answers",
        "survey_answers",
        "survey_waiting_answers",
        "survey_participants",
        "survey_invitations",
        "survey_questions",
        "surveys",
    ):
        op.drop_table(name)

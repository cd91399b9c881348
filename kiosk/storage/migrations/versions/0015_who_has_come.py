"""Gates, scans, who is present, roll and quorum."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def _key(column, target, kind=sa.Integer, **more):
    ondelete = more.pop("ondelete", "CASCADE")
    return sa.Column(column, kind(), sa.ForeignKey(target, ondelete=ondelete), **more)


def _moment(name, *, nullable=False):
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _text(name):
    return sa.Column(name, sa.String(), nullable=False)


def _number(name):
    return sa.Column(name, sa.Integer(), nullable=False)


def _flag(name):
    return sa.Column(name, sa.Boolean(), nullable=False)


def upgrade() -> None:
    """Bring the schema to this revision."""
    with op.batch_alter_table("badges") as badges:
        badges.add_column(
            sa.Column("roll_hash", sa.String(), nullable=False, server_default="")
        )
    op.create_index("ix_badges_roll_hash", "badges", ["roll_hash"])
    op.create_table(
        "gates",
        sa.Column("id", sa.Integer(), primary_key=True),
        _key("meeting_id", "meetings.id", nullable=False),
        _key("site_id", "sites.id", ondelete="SET NULL", nullable=True),
        _text("name"),
    )
    op.create_index("ix_gates_meeting_id", "gates", ["meeting_id"])
    _create_scans()
    _create_rolls()


def _create_scans() -> None:
    op.create_table(
        "check_ins",
        sa.Column("id", sa.String(), primary_key=True),
        _key("meeting_id", "meetings.id", nullable=False),
        _key("member_id", "members.id", nullable=False),
        _key("gate_id", "gates.id", nullable=False),
        _key("badge_id", "badges.id", ondelete="SET NULL", nullable=True),
        *(_text(name) for name in ("direction", "method", "verdict")),
        _flag("is_decided"),
        _moment("at"),
        _moment("received_at"),
        _text("recorded_by"),
        _moment("undone_at", nullable=True),
        _text("undone_by"),
    )
    op.create_index("ix_check_ins_meeting_at", "check_ins", ["meeting_id", "at"])
    op.create_index("ix_check_ins_member_id", "check_ins", ["member_id"])
    op.create_table(
        "attendance_marks",
        sa.Column("id", sa.Integer(), primary_key=True),
        _key("member_id", "members.id", nullable=False),
        _text("state"),
        _text("reason"),
        _moment("at"),
        _text("recorded_by"),
    )
    op.create_index("ix_attendance_marks_member_id", "attendance_marks", ["member_id"])
    op.create_table(
        "attendance_lines",
        _key("member_id", "members.id", primary_key=True),
        _key("meeting_id", "meetings.id", nullable=False),
        _number("number"),
        _text("state"),
        _flag("is_inside"),
        _key("gate_id", "gates.id", ondelete="SET NULL", nullable=True),
        _moment("came_at", nullable=True),
        _moment("last_at", nullable=True),
        _text("reason"),
    )
    op.create_index(
        "ix_attendance_lines_number", "attendance_lines", ["meeting_id", "number"]
    )
    op.create_table(
        "check_in_conflicts",
        sa.Column("id", sa.Integer(), primary_key=True),
        _key("meeting_id", "meetings.id", nullable=False),
        _text("kind"),
        _key("first_id", "check_ins.id", sa.String, nullable=False),
        _key("second_id", "check_ins.id", sa.String, nullable=True),
        _moment("found_at"),
        _text("resolution"),
        _moment("resolved_at", nullable=True),
        _text("resolved_by"),
    )
    op.create_index(
        "ix_check_in_conflicts_meeting_id", "check_in_conflicts", ["meeting_id"]
    )


def _create_rolls() -> None:
    op.create_table(
        "quorum_rules",
        _key("meeting_id", "meetings.id", primary_key=True),
        _text("denominator"),
        _number("members"),
        _text("threshold"),
        _number("percent"),
    )
    op.create_table(
        "roll_calls",
        _key("meeting_id", "meetings.id", primary_key=True),
        _moment("at"),
        _text("denominator"),
        _text("threshold"),
        *(_number(name) for name in ("percent", "present", "summoned", "of", "needed")),
    )
    op.create_table(
        "roll_call_lines",
        _key("meeting_id", "roll_calls.meeting_id", primary_key=True),
        _key("member_id", "members.id", primary_key=True),
        _text("state"),
        _flag("is_present"),
    )
    op.create_index("ix_roll_call_lines_member_id", "roll_call_lines", ["member_id"])


def downgrade() -> None:
    """Go back to the revision before."""
    for table in (
        *("roll_call_lines", "roll_calls", "quorum_rules", "check_in_conflicts"),
        *("attendance_lines", "attendance_marks", "check_ins", "gates"),
    ):
        op.drop_table(table)
    op.drop_index("ix_badges_roll_hash", "badges")
    with op.batch_alter_table("badges") as badges:
        badges.drop_column("roll_hash")

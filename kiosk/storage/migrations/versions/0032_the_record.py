"""The record: hashes of journal and access log, signed checkpoints, triggers."""

import datetime as dt
import hashlib
import json

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

GENESIS = "0" * 64
BATCH = 1000
JOURNAL = sa.table(
    "journal",
    sa.column("id", sa.Integer),
    sa.column("meeting_id", sa.Integer),
    sa.column("number", sa.Integer),
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("actor", sa.String),
    sa.column("audience", sa.String),
    sa.column("body", sa.String),
    sa.column("ended_sign_in", sa.Integer),
    sa.column("hash", sa.String),
)
COUNTERS = sa.table(
    "journal_counters",
    sa.column("meeting_id", sa.Integer),
    sa.column("hash", sa.String),
)
ACCESS_LOG = sa.table(
    "access_log",
    sa.column("id", sa.Integer),
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("account_id", sa.Integer),
    sa.column("username", sa.String),
    sa.column("address", sa.String),
    sa.column("port", sa.Integer),
    sa.column("act", sa.String),
    sa.column("detail", sa.String),
    sa.column("number", sa.Integer),
    sa.column("hash", sa.String),
)
ACCESS_LOG_HEAD = sa.table(
    "access_log_head",
    sa.column("id", sa.Integer),
    sa.column("number", sa.Integer),
    sa.column("hash", sa.String),
)

# Tables of the record, each with the condition under which a row OLD may be deleted.
IS_REMOVED = (
    "NOT EXISTS (SELECT 1 FROM meetings WHERE meetings.id = OLD.meeting_id)"
    " AND EXISTS (SELECT 1 FROM record_removals WHERE"
    " record_removals.meeting_id = OLD.meeting_id"
    " AND record_removals.number >= OLD.number AND record_removals.at >= OLD.at)"
)
IS_CUT = (
    "EXISTS (SELECT 1 FROM access_log_checkpoints WHERE"
    " access_log_checkpoints.before > OLD.at"
    " AND access_log_checkpoints.number >= OLD.number)"
)
DELETABLE = {
    "journal": IS_REMOVED,
    "record_checkpoints": IS_REMOVED,
    "record_removals": "FALSE",
    "access_log": IS_CUT,
    "access_log_checkpoints": "FALSE",
}
REFUSAL = "the record is append-only"


def upgrade() -> None:
    """Chain what is there, and add tables and triggers."""
    _add_columns()
    _create_tables()
    connection = op.get_bind()
    _chain_journal(connection)
    _chain_access_log(connection)
    op.create_index("uq_access_log_number", "access_log", ["number"], unique=True)
    for table, condition in DELETABLE.items():
        if connection.dialect.name == "postgresql":
            _refuse_on_postgresql(table, condition)
        else:
            _refuse_on_sqlite(table, condition)


def _add_columns() -> None:
    for table in ("journal", "journal_counters", "access_log"):
        op.add_column(table, _text("hash", GENESIS))
    op.add_column(
        "access_log",
        sa.Column("number", sa.Integer(), nullable=False, server_default="0"),
    )
    op.add_column("votes", _text("result_digest", ""))
    # The id stays as it was logged, whatever becomes of the account.
    with op.batch_alter_table("access_log") as batch:
        batch.drop_constraint("fk_access_log_account_id_accounts", type_="foreignkey")


def _text(name: str, default: str | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False, server_default=default)


def _signed() -> list[sa.Column]:
    return [
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("number", sa.Integer(), nullable=False),
        _text("hash"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _text("signature"),
        _text("public_key"),
    ]


def _of_meeting(**options: object) -> sa.Column[int]:
    parent = sa.ForeignKey("meetings.id", ondelete="CASCADE")
    return sa.Column("meeting_id", sa.Integer(), parent, nullable=False, **options)


def _create_tables() -> None:
    op.create_table("record_checkpoints", _of_meeting(), *_signed())
    op.create_index(
        "ix_record_checkpoints_meeting_id_number",
        "record_checkpoints",
        ["meeting_id", "number"],
    )
    op.create_table(
        "record_removals",
        # The meeting is gone.
        sa.Column("meeting_id", sa.Integer(), nullable=False, index=True),
        _text("reason"),
        *_signed(),
    )
    op.create_table(
        "record_checks",
        _of_meeting(primary_key=True, autoincrement=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("entries", sa.Integer(), nullable=False),
        _text("fault"),
        sa.Column("fault_number", sa.Integer(), nullable=False),
        sa.Column("fault_after", sa.Integer(), nullable=False),
    )
    op.create_table(
        "access_log_head",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer(), nullable=False),
        _text("hash"),
    )
    op.create_table(
        "access_log_checkpoints",
        sa.Column("before", sa.DateTime(timezone=True), nullable=True),
        *_signed(),
    )


def _link(previous: str, content: dict[str, object]) -> str:
    # As in kiosk/storage/chain.py at this revision.
    text = json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    own = hashlib.sha256(text.encode()).digest()
    return hashlib.sha256(b"\0" + bytes.fromhex(previous) + own).hexdigest()


def _moment(at: dt.datetime) -> str:
    zoned = at if at.tzinfo else at.replace(tzinfo=dt.UTC)
    return zoned.astimezone(dt.UTC).isoformat(timespec="microseconds")


def _chain_journal(connection: sa.Connection) -> None:
    wanted = sa.select(COUNTERS.c.meeting_id).order_by(COUNTERS.c.meeting_id)
    for meeting_id in connection.scalars(wanted).all():
        last, link = 0, GENESIS
        while True:
            some = (
                sa.select(JOURNAL)
                .where(JOURNAL.c.meeting_id == meeting_id, JOURNAL.c.number > last)
                .order_by(JOURNAL.c.number)
                .limit(BATCH)
            )
            rows = connection.execute(some).all()
            if not rows:
                break
            hashes = []
            for row in rows:
                content = {
                    "meeting": row.meeting_id,
                    "n": row.number,
                    "at": _moment(row.at),
                    "actor": row.actor,
                    "audience": row.audience.split(),
                    "body": json.loads(row.body),
                    "ended_sign_in": row.ended_sign_in,
                }
                link = _link(link, content)
                hashes.append({"entry": row.id, "link": link})
            change = sa.update(JOURNAL).where(JOURNAL.c.id == sa.bindparam("entry"))
            connection.execute(change.values(hash=sa.bindparam("link")), hashes)
            last = rows[-1].number
        own = COUNTERS.c.meeting_id == meeting_id
        connection.execute(sa.update(COUNTERS).where(own).values(hash=link))


def _chain_access_log(connection: sa.Connection) -> None:
    last, number, link = 0, 0, GENESIS
    while True:
        some = sa.select(ACCESS_LOG).where(ACCESS_LOG.c.id > last)
        rows = connection.execute(some.order_by(ACCESS_LOG.c.id).limit(BATCH)).all()
        if not rows:
            break
        hashes = []
        for row in rows:
            number += 1
            content = {
                "n": number,
                "at": _moment(row.at),
                "account": row.account_id,
                "username": row.username,
                "address": row.address,
                "port": row.port,
                "act": row.act,
                "detail": row.detail,
            }
            link = _link(link, content)
            hashes.append({"entry": row.id, "place": number, "link": link})
        change = sa.update(ACCESS_LOG).where(ACCESS_LOG.c.id == sa.bindparam("entry"))
        connection.execute(
            change.values(number=sa.bindparam("place"), hash=sa.bindparam("link")),
            hashes,
        )
        last = rows[-1].id
    head = {"id": 1, "number": number, "hash": link}
    connection.execute(sa.insert(ACCESS_LOG_HEAD), head)


def _refuse_on_sqlite(table: str, condition: str) -> None:
    for act, when in (("UPDATE", ""), ("DELETE", f"WHEN NOT ({condition})")):
        op.execute(
            f"CREATE TRIGGER {table}_refuses_{act.lower()} BEFORE {act} ON {table}"
            f" {when} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )


def _refuse_on_postgresql(table: str, condition: str) -> None:
    op.execute(
        f"CREATE FUNCTION {table}_refuse_change() RETURNS trigger AS $$ BEGIN"
        " IF TG_OP = 'DELETE' THEN"
        f" IF {condition} THEN RETURN OLD; END IF; END IF;"
        f" RAISE EXCEPTION '{REFUSAL}'; END $$ LANGUAGE plpgsql"
    )
    for acts, each in (("UPDATE OR DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
        op.execute(
            f"CREATE TRIGGER {table}_refuses_{each.lower()} BEFORE {acts} ON {table}"
            f" FOR EACH {each} EXECUTE FUNCTION {table}_refuse_change()"
        )


def downgrade() -> None:
    """Remove all that; the entries stay."""
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for table in DELETABLE:
        for name in ("row", "statement") if is_postgresql else ("update", "delete"):
            place = f" ON {table}" if is_postgresql else ""
            op.execute(f"DROP TRIGGER {table}_refuses_{name}{place}")
        if is_postgresql:
            op.execute(f"DROP FUNCTION {table}_refuse_change()")
    for table in (
        *("access_log_checkpoints", "access_log_head", "record_checks"),
        *("record_removals", "record_checkpoints"),
    ):
        op.drop_table(table)
    op.drop_column("votes", "result_digest")
    op.drop_index("uq_access_log_number", "access_log")
    with op.batch_alter_table("access_log") as batch:
        batch.drop_column("number")
        batch.drop_column("hash")
        batch.create_foreign_key(
            "fk_access_log_account_id_accounts",
            "accounts",
            ["account_id"],
            ["id"],
            ondelete="SET NULL",
        )
    op.drop_column("journal_counters", "hash")
    op.drop_column("journal", "hash")

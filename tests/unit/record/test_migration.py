"""The migration chains existing entries, and its triggers are there in the end."""

import pytest
from alembic import command
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from kiosk.accounts.queries.access_chain import check_access_log
from kiosk.record.verification import check_journal
from kiosk.storage.database import Database
from kiosk.storage.migrate import migrate
from tests.migrated_database import step

AT = "'2026-11-22 07:30:00.123456'"
MEETING = (
    "INSERT INTO meetings (id, title, body_name, place, starts_at, state, is_demo,"
    " state_changed_by, lease_hours, pin_mode, revision, changed_at, created_at,"
    f" changed_by) VALUES (:id, 'Họp', '', '', {AT}, 'open', false, '', 24, 'none', 1,"
    f" {AT}, {AT}, '')"
)
ENTRY = (
    "INSERT INTO journal (meeting_id, number, body, audience, ended_sign_in, actor, at)"
    " VALUES (:meeting, :number, :body, 'chair secretary', :ended,"
    f" 'member:1 sign-in:2', {AT})"
)
ACCESS = (
    "INSERT INTO access_log (at, account_id, username, address, port, act, detail)"
    f" VALUES ({AT}, NULL, :username, '10.0.0.7', NULL, 'sign_in_refused', 'password')"
)
TABLES = ("journal", "access_log", "record_checkpoints", "record_removals")
TABLES = (*TABLES, "access_log_checkpoints")


@pytest.fixture
def old(unmigrated_database) -> Database:
    """A database of the revision before, with two meetings and an access log."""
    database = unmigrated_database
    step(database, "0031")
    with database.writing_engine.begin() as link:
        for meeting, count in ((1, 1200), (2, 3)):
            link.execute(text(MEETING), {"id": meeting})
            entries = [
                {
                    "meeting": meeting,
                    "number": number,
                    # Not sorted, as written before.
                    "body": f'{{"kind":"page_turned","b":[1.5,"Đ"],"a":{number}}}',
                    "ended": number if number % 2 else None,
                }
                for number in range(1, count + 1)
            ]
            link.execute(text(ENTRY), entries)
            link.execute(
                text(
                    "INSERT INTO journal_counters (meeting_id, number)"
                    f" VALUES ({meeting}, {count})"
                )
            )
        names = [{"username": f"người {number}"} for number in range(1100)]
        link.execute(text(ACCESS), names)
        # As after the removal of old entries.
        link.execute(text("DELETE FROM access_log WHERE id <= 5"))
    return database


def test_existing_entries_are_chained_and_can_be_checked(old):
    migrate(old)
    with old.read_session() as session:
        for meeting, count in ((1, 1200), (2, 3)):
            found = check_journal(session, meeting)
            assert (found.entries, found.fault) == (count, None)
        found = check_access_log(session)
        assert (found.entries, found.fault) == (1095, None)
    step(old, "0031", command.downgrade)
    with old.writing_engine.begin() as link:
        link.execute(text("UPDATE journal SET actor = 'member:9' WHERE number = 1"))
    migrate(old)
    with old.read_session() as session:
        assert check_journal(session, 1).fault is None


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("act", ["UPDATE", "DELETE"])
def test_the_newest_schema_has_the_triggers(store, table, act):
    """A later migration that recreates a table on SQLite must create them again."""
    with store.read_session() as session:
        if store.database.is_sqlite:
            wanted = (
                "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"
                f" AND tbl_name = '{table}' AND sql LIKE '%BEFORE {act} ON {table}%'"
            )
        else:
            wanted = (
                "SELECT count(*) FROM information_schema.triggers"
                f" WHERE event_object_table = '{table}'"
                f" AND event_manipulation = '{act}'"
            )
        assert session.scalar(text(wanted)) == 1


def test_postgresql_refuses_to_truncate_too(store):
    if store.database.is_sqlite:
        pytest.skip("SQLite has no TRUNCATE")
    for table in TABLES:
        with (
            pytest.raises(DBAPIError, match="append-only"),
            store.unit_of_work("test") as work,
        ):
            work.session.execute(text(f"TRUNCATE {table}"))

"""The chained access log: whole, altered, cut, guarded by triggers."""

import datetime as dt

import pytest
from sqlalchemy import delete, select, text
from sqlalchemy.exc import DBAPIError

from kiosk import clock
from kiosk.accounts.actions import access_log
from kiosk.accounts.actions.access_log import (
    chain_entry,
    remove_old_entries,
    sign_access_log,
)
from kiosk.accounts.models import (
    AccessEntry,
    AccessLogCheckpoint,
    AccessLogHead,
    Account,
)
from kiosk.accounts.queries.access_chain import check_access_log
from kiosk.accounts.retention import AccessLogRetention
from kiosk.record.rules import FaultKind
from tests.unit.record.conftest import change

ENTRY_RETENTION = dt.timedelta(days=366)
KEY = bytes(range(32))
DAY = dt.timedelta(days=1)


def log(store, *days: int) -> None:
    """Log entries of so many days ago."""
    with store.unit_of_work("test") as work:
        for ago in days:
            entry = AccessEntry(
                at=work.now - ago * DAY,
                account_id=None,
                username=f"u{ago}",
                address="10.0.0.7",
                port=ago,
                act="signed_in",
            )
            chain_entry(work, entry)


def checked(store):
    with store.read_session() as session:
        return check_access_log(session)


def fault_of(store):
    fault = checked(store).fault
    return fault and (fault.kind, fault.number)


def sign(store):
    with store.unit_of_work("test") as work:
        sign_access_log(work, KEY)


def cut(store) -> int:
    with store.unit_of_work("test") as work:
        return remove_old_entries(work, KEY, ENTRY_RETENTION)


def checkpoints(store) -> list[AccessLogCheckpoint]:
    with store.read_session() as session:
        wanted = select(AccessLogCheckpoint).order_by(AccessLogCheckpoint.id)
        return list(session.scalars(wanted))


class TestWhole:
    def test_entries_are_numbered_without_gaps_and_chained(self, store):
        log(store, 3, 2, 1)
        with store.read_session() as session:
            wanted = select(AccessEntry).order_by(AccessEntry.id)
            assert [one.number for one in session.scalars(wanted)] == [1, 2, 3]
        assert checked(store).entries == 3
        assert fault_of(store) is None

    def test_an_empty_log_is_whole(self, store):
        assert (checked(store).entries, fault_of(store)) == (0, None)

    def test_a_name_with_nul_is_hashed_as_it_is_stored(self, store):
        with store.unit_of_work("test") as work:
            entry = AccessEntry(at=work.now, username="a\0b", address="", act="x")
            chain_entry(work, entry)
        assert fault_of(store) is None

    def test_a_name_is_stored_without_nul(self, store):
        with store.unit_of_work("test") as work:
            entry = AccessEntry(at=work.now, username="a\0b", address="", act="x")
            chain_entry(work, entry)
        with store.read_session() as session:
            assert session.scalar(select(AccessEntry.username)) == "ab"

    def test_an_account_that_is_gone_changes_nothing(self, store, scene):
        account = scene.make_account("thuky")
        with store.unit_of_work("test") as work:
            entry = AccessEntry(
                at=work.now, account_id=account, username="", address="", act="x"
            )
            chain_entry(work, entry)
        with store.unit_of_work("test") as work:
            work.session.execute(delete(Account).where(Account.id == account))
        with store.read_session() as session:
            assert session.scalar(select(AccessEntry.account_id)) == account
        assert fault_of(store) is None


class TestAltered:
    @pytest.fixture(autouse=True)
    def entries(self, store):
        log(store, 5, 4, 3)
        sign(store)
        log(store, 2, 1)

    @pytest.mark.parametrize(
        "what",
        ["username = 'x'", "address = ''", "port = 1", "account_id = 7", "act = 'x'"],
    )
    def test_a_changed_column(self, store, what):
        change(store, f"UPDATE access_log SET {what} WHERE number = 2")
        assert fault_of(store) == (FaultKind.CHANGED, 2)

    def test_a_deleted_entry(self, store):
        change(store, "DELETE FROM access_log WHERE number = 4")
        assert fault_of(store) == (FaultKind.MISSING, 4)

    def test_the_newest_deleted(self, store):
        change(store, "DELETE FROM access_log WHERE number = 5")
        assert fault_of(store) == (FaultKind.TRUNCATED, 5)

    def test_the_oldest_deleted_behind_a_cut_that_nobody_signed(self, store):
        change(
            store,
            "DELETE FROM access_log WHERE number <= 2",
            "INSERT INTO access_log_checkpoints"
            " (number, hash, at, before, signature, public_key)"
            " SELECT 2, hash, at, at, signature, public_key"
            " FROM access_log_checkpoints",
        )
        assert fault_of(store) == (FaultKind.BAD_SIGNATURE, 2)


class TestRemovedHead:
    """Somebody with access to the database has removed the end of the chain."""

    def remove(self, store) -> None:
        with store.unit_of_work("test") as work:
            work.session.execute(delete(AccessLogHead))

    @pytest.mark.parametrize("days", [(), (3, 2)])
    def test_people_go_on_signing_in_and_the_log_stays_whole(self, store, days):
        log(store, *days)
        self.remove(store)
        log(store, 1, 0)
        assert (checked(store).entries, fault_of(store)) == (len(days) + 2, None)

    def test_entries_removed_with_it_are_found_by_a_signed_state(self, store):
        log(store, 3, 2)
        sign(store)
        self.remove(store)
        change(store, "DELETE FROM access_log WHERE number = 2")
        log(store, 1, 0)
        assert fault_of(store) is not None


class TestCuts:
    def test_old_entries_go_behind_a_signed_cut_and_the_rest_stays_whole(self, store):
        log(store, 800, 700, 400, 10, 0)
        sign(store)
        assert cut(store) == 3
        assert cut(store) == 0
        assert (checked(store).entries, fault_of(store)) == (2, None)
        made = checkpoints(store)[-1]
        assert made.number == 3
        assert made.at - made.before == ENTRY_RETENTION
        log(store, 0)
        assert (checked(store).entries, fault_of(store)) == (3, None)

    def test_an_entry_as_old_as_allowed_is_kept(self, store):
        with clock.frozen(clock.now()):
            log(store, 367, 366)
            assert cut(store) == 1

    def test_only_a_batch_goes_at_a_time(self, store, monkeypatch):
        monkeypatch.setattr(access_log, "REMOVAL_BATCH", 2)
        log(store, 800, 700, 600, 500, 400)
        assert [cut(store) for _ in range(4)] == [2, 2, 1, 0]
        assert fault_of(store) is None

    def test_what_is_signed_is_not_signed_again(self, store):
        log(store, 1)
        sign(store)
        sign(store)
        assert len(checkpoints(store)) == 1
        log(store, 0)
        sign(store)
        assert [one.number for one in checkpoints(store)] == [1, 2]

    def test_the_whole_log_may_go(self, store):
        log(store, 800, 700)
        assert cut(store) == 2
        assert (checked(store).entries, fault_of(store)) == (0, None)
        log(store, 0)
        assert fault_of(store) is None

    def test_entries_behind_a_younger_one_wait_for_it(self, store):
        log(store, 800, 10, 700)
        assert cut(store) == 1
        assert cut(store) == 0
        assert (checked(store).entries, fault_of(store)) == (2, None)

    def test_more_removed_than_the_cut_says_is_found(self, store):
        log(store, 800, 10, 9)
        cut(store)
        change(store, "DELETE FROM access_log WHERE number = 2")
        assert fault_of(store) == (FaultKind.MISSING, 2)


class TestTriggers:
    @pytest.fixture(autouse=True)
    def entries(self, store):
        log(store, 800, 10)
        sign(store)

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE access_log SET username = ''",
            "DELETE FROM access_log",
            "DELETE FROM access_log WHERE number = 1",
            "UPDATE access_log_checkpoints SET number = 1",
            "DELETE FROM access_log_checkpoints",
        ],
    )
    def test_nothing_can_be_changed_or_deleted(self, store, statement):
        with (
            pytest.raises(DBAPIError, match="append-only"),
            store.unit_of_work("test") as work,
        ):
            work.session.execute(text(statement))
        assert (checked(store).entries, fault_of(store)) == (2, None)

    def test_a_cut_frees_only_what_it_says(self, store):
        assert cut(store) == 1
        with pytest.raises(DBAPIError), store.unit_of_work("test") as work:
            work.session.execute(text("DELETE FROM access_log"))


class TestWorker:
    def test_it_signs_once_an_hour_what_is_new_and_cuts_what_is_old(self, store):
        sweep = AccessLogRetention(store).sweep
        sweep()
        assert checkpoints(store) == []
        now = clock.now()
        log(store, 0)
        sweep()
        log(store, 0)
        sweep()
        assert [one.number for one in checkpoints(store)] == [1]
        with clock.frozen(now + dt.timedelta(minutes=61)):
            sweep()
            sweep()
        assert [one.number for one in checkpoints(store)] == [1, 2]
        with clock.frozen(now + 400 * DAY):
            sweep()
        assert [one.before is None for one in checkpoints(store)] == [True, True, False]
        assert (checked(store).entries, fault_of(store)) == (0, None)

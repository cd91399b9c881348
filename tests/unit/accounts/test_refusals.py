"""Refused sign-ins in the access log: the first one by one, a flood counted."""

import datetime as dt

import pytest
from sqlalchemy import func, select

from kiosk import clock
from kiosk.accounts.access_actions import ACCESS_DETAIL_LABELS, AccessAction
from kiosk.accounts.actions import refusals
from kiosk.accounts.actions.refusals import (
    GROUP_LENGTH,
    MOST_SINGLE_ENTRIES,
    close_old_groups,
    log_refusal,
)
from kiosk.accounts.models import AccessEntry, RefusalGroup
from kiosk.accounts.retention import close_refusal_groups
from kiosk.badges.rules import RefusalReason
from kiosk.identity import Endpoint

NOW = dt.datetime(2026, 11, 20, 8, tzinfo=clock.VIETNAM)
HERE = Endpoint("10.0.0.7", 50123)


@pytest.fixture
def refuse(store):
    """Refuse `count` times at a time after NOW."""

    def times(count: int, after=dt.timedelta(), endpoint=HERE, detail="unknown"):
        for _ in range(count):
            with clock.frozen(NOW + after), store.unit_of_work("test") as work:
                action = AccessAction.SIGN_IN_REFUSED
                log_refusal(work, action, "", endpoint, detail)

    return times


@pytest.fixture
def logged(store):
    def read() -> list[int]:
        with store.read_session() as session:
            wanted = select(AccessEntry.times).order_by(AccessEntry.id)
            return list(session.scalars(wanted))

    return read


def test_a_flood_writes_few_lines_and_is_counted_when_it_is_over(refuse, logged, store):
    refuse(400)
    assert logged() == [1] * MOST_SINGLE_ENTRIES
    with clock.frozen(NOW + GROUP_LENGTH):
        close_refusal_groups(store)
    assert len(logged()) == MOST_SINGLE_ENTRIES
    with clock.frozen(NOW + GROUP_LENGTH + dt.timedelta(seconds=1)):
        close_refusal_groups(store)
    assert logged() == [*[1] * MOST_SINGLE_ENTRIES, 400 - MOST_SINGLE_ENTRIES]
    with store.read_session() as session:
        assert session.scalar(select(func.count()).select_from(RefusalGroup)) == 0
        last = session.scalars(select(AccessEntry).order_by(AccessEntry.id.desc()))
        entry = last.first()
    assert (entry.address, entry.port, entry.detail) == ("10.0.0.7", 50123, "unknown")


def test_a_group_ends_after_its_length_and_another_begins(refuse, logged):
    refuse(MOST_SINGLE_ENTRIES + 2)
    refuse(1, GROUP_LENGTH)
    assert logged() == [1] * MOST_SINGLE_ENTRIES
    refuse(1, GROUP_LENGTH + dt.timedelta(microseconds=1))
    assert logged() == [*[1] * MOST_SINGLE_ENTRIES, 3, 1]


def test_groups_are_closed_in_batches_the_oldest_first(
    refuse, logged, store, monkeypatch
):
    monkeypatch.setattr(refusals, "CLOSING_BATCH", 2)
    for place, detail in enumerate(("late", "early", "middle")):
        after = dt.timedelta(seconds=(9, 0, 5)[place])
        refuse(MOST_SINGLE_ENTRIES + place + 1, after, detail=detail)
    closed = []
    with clock.frozen(NOW + GROUP_LENGTH + dt.timedelta(seconds=10)):
        for _ in range(3):
            with store.unit_of_work("test") as work:
                closed.append(close_old_groups(work))
    assert closed == [2, 1, 0]
    # The early one was counted twice, the middle one three times, the late one once.
    assert logged()[-3:] == [2, 3, 1]


def test_a_group_is_open_for_its_whole_time(refuse, store):
    refuse(1)
    for more, count in ((dt.timedelta(), 0), (dt.timedelta(microseconds=1), 1)):
        with (
            clock.frozen(NOW + GROUP_LENGTH + more),
            store.unit_of_work("test") as work,
        ):
            assert close_old_groups(work) == count


def test_the_next_group_writes_what_the_last_one_counted(refuse, logged):
    refuse(MOST_SINGLE_ENTRIES + 3)
    refuse(1, GROUP_LENGTH + dt.timedelta(seconds=1))
    assert logged() == [*[1] * MOST_SINGLE_ENTRIES, 3, 1]


def test_other_addresses_and_reasons_have_groups_of_their_own(refuse, logged):
    refuse(MOST_SINGLE_ENTRIES + 1)
    refuse(1, endpoint=Endpoint("10.0.0.8"))
    refuse(1, detail="revoked")
    assert logged() == [1] * (MOST_SINGLE_ENTRIES + 2)


def test_one_ipv6_network_is_one_group(refuse, logged):
    for number in range(40):
        refuse(1, endpoint=Endpoint(f"fd00::{number:x}"))
    assert logged() == [1] * MOST_SINGLE_ENTRIES


def test_few_refusals_leave_no_count_behind(refuse, logged, store):
    refuse(2)
    with clock.frozen(NOW + 2 * GROUP_LENGTH):
        close_refusal_groups(store)
    assert logged() == [1, 1]


@pytest.mark.parametrize("reason", list(RefusalReason))
def test_every_reason_of_a_refused_badge_has_a_label(reason):
    not_refused = {RefusalReason.TAKEN_OVER, RefusalReason.WRONG_SEAT}
    assert (reason in ACCESS_DETAIL_LABELS) == (reason not in not_refused)


def test_many_refused_badges_of_one_tablet_are_counted_too(client_for, logged, store):
    client = client_for()
    for _ in range(12):
        client.post("/sign-in/badge", json={"secret": "không phải thẻ"})
    with store.read_session() as session:
        assert session.scalar(select(RefusalGroup.counted)) == 12 - MOST_SINGLE_ENTRIES
    assert logged() == [1] * MOST_SINGLE_ENTRIES

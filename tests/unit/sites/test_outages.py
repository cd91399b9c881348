"""Outages of sites, which only the journal stores."""

import datetime as dt

import pytest

from kiosk.sites.actions import record_links
from kiosk.sites.queries import Outage, lost_sites, outages_of
from kiosk.storage.journal import last_number

AT = dt.datetime(2026, 11, 26, 2, 14, tzinfo=dt.UTC)


def minute(number: int) -> dt.datetime:
    return AT + dt.timedelta(minutes=number)


@pytest.fixture
def record(store, meeting):
    def record(*, lost=None, restored=None, meeting_id=meeting):
        with store.unit_of_work("test") as work:
            record_links(
                work, meeting_id=meeting_id, lost=lost or {}, restored=restored or {}
            )

    return record


def outages(store, meeting) -> list[Outage]:
    with store.read_session() as session:
        return outages_of(session, meeting)


def test_an_outage_has_a_beginning_and_an_end(store, meeting, record):
    record(lost={7: minute(0), 8: minute(1)})
    with store.read_session() as session:
        assert lost_sites(session, meeting) == {7, 8}
    record(restored={7: minute(3)})
    assert outages(store, meeting) == [
        Outage(7, minute(0), minute(3)),
        Outage(8, minute(1), None),
    ]


def test_what_another_process_has_recorded_is_not_recorded_again(
    store, meeting, record
):
    record(lost={7: minute(0)})
    with store.read_session() as session:
        before = last_number(session, meeting)
    record(lost={7: minute(1)})
    record(restored={8: minute(1)})
    with store.read_session() as session:
        assert last_number(session, meeting) == before
    assert outages(store, meeting) == [Outage(7, minute(0), None)]


def test_a_site_may_be_cut_off_twice(store, meeting, record):
    for start in (0, 10):
        record(lost={7: minute(start)})
        record(restored={7: minute(start + 2)})
    assert [one.lost_at for one in outages(store, meeting)] == [minute(0), minute(10)]


def test_other_meetings_and_events_count_not(store, scene, meeting, record):
    other = scene.make_meeting()
    record(lost={7: minute(0)}, meeting_id=other)
    assert outages(store, meeting) == []

"""Tablets at the limits of time, and what a meeting's history keeps."""

import pytest

from kiosk import timings
from kiosk.live.presence import rules
from kiosk.live.presence.rules import PresenceEvaluator, SharedPageHistory
from kiosk.live.presence.types import (
    NOT_REPORTED,
    FollowMode,
    PresenceCounts,
    PresenceStatus,
    SharedPage,
    TabletState,
)

# Binary fractions, so that sums are exact.
SPREAD, TIMEOUT, TICK = 500, 0.5 + timings.REPORT_TIMEOUT, 2.0**-10


def history(*looks) -> SharedPageHistory:
    """Return a history of numbers, pages and times; page 11 at 100, 12 at 200."""
    live = SharedPageHistory()
    for number, page, now in looks or [(56, 11, 100.0), (57, 12, 200.0)]:
        live.look(SharedPage(number, 5, page), now)
    return live


def tablet(**fields) -> TabletState:
    shown = {"n": 57, "document": 5, "page": 12, "since": 150.0, "is_counted": True}
    return TabletState(meeting_id=1, sign_in_id=9, **shown | fields)


def status(one: TabletState, now: float) -> PresenceStatus:
    return PresenceEvaluator(history(), SPREAD, now).status_of(one)


def test_a_new_history_shows_nothing():
    live = SharedPageHistory()
    assert (live.showing, live.turned_at) == (SharedPage(0, None, 0), 0.0)
    assert live.missed_since(-1) is None


def test_only_another_page_or_document_is_a_turned_page():
    live = history((56, 11, 100.0))
    turned = []
    for shown in [(57, 5, 11), (58, 5, 12), (59, 6, 12), (60, None, 0)]:
        live.look(SharedPage(*shown), 100.0 + shown[0])
        assert live.showing == SharedPage(*shown)
        turned.append(live.turned_at)
    assert turned == [100.0, 158.0, 159.0, 160.0]


def test_a_number_is_known_since_it_was_first_seen():
    live = history()
    for poll in range(rules.MAX_NUMBERS + 1):
        live.look(SharedPage(57, 5, 12), 300.0 + poll)
    assert live.missed_since(55) == 100.0
    assert live.missed_since(56) == 200.0
    assert live.missed_since(57) is None


def test_numbers_that_begin_again_replace_all_earlier_ones():
    live = history((56, 11, 100.0), (57, 12, 200.0), (3, 12, 300.0), (4, 12, 400.0))
    assert [live.missed_since(n) for n in (2, 3, 4, 56)] == [300.0, 400.0, None, None]


def test_the_older_half_is_removed_beyond_the_limit():
    most = rules.MAX_NUMBERS
    live = history(*((number, 11, float(number)) for number in range(1, most + 1)))
    assert live.missed_since(0) == 1.0
    live.look(SharedPage(most + 1, 5, 11), most + 1.0)
    assert live.missed_since(0) == most / 2 + 1
    assert live.missed_since(most) == most + 1


@pytest.mark.parametrize(
    ("fields", "limit", "before", "after"),
    [
        ({"n": 56, "page": 11}, 200.0 + TIMEOUT, "arriving", "behind"),
        ({"n": 56, "mode": FollowMode.ALONE}, 200.0 + TIMEOUT, "alone", "behind"),
        ({"n": NOT_REPORTED}, 150.0 + TIMEOUT, "arriving", "behind"),
        ({"gone_at": 300.0}, 300.0 + timings.PRESENCE_GRACE, "following", "lost"),
        ({"gone_at": 0.0}, timings.PRESENCE_GRACE, "following", "lost"),
    ],
)
def test_a_tablet_has_until_the_limit_and_no_longer(fields, limit, before, after):
    assert status(tablet(**fields), limit) == before
    assert status(tablet(**fields), limit + TICK) == after


def test_a_tablet_that_shows_nothing_and_lacks_a_number_is_not_covered():
    nothing = {"document": None, "page": 0}
    assert status(tablet(n=56, **nothing), 201.0) is PresenceStatus.ARRIVING
    assert status(tablet(n=57, **nothing), 201.0) is PresenceStatus.COVERED


def test_a_leader_on_another_page_arrives():
    leading = tablet(page=11, mode=FollowMode.LEADING)
    assert status(leading, 201.0) is PresenceStatus.ARRIVING


def test_the_same_report_has_one_status_while_an_evaluator_lasts():
    live = history()
    evaluator = PresenceEvaluator(live, SPREAD, 201.0)
    assert evaluator.status_of(tablet()) is PresenceStatus.FOLLOWING
    live.look(SharedPage(58, 5, 13), 201.0)
    assert evaluator.status_of(tablet()) is PresenceStatus.FOLLOWING
    assert evaluator.status_of(tablet(page=13)) is PresenceStatus.FOLLOWING
    assert evaluator.status_of(tablet(page=11)) is PresenceStatus.ARRIVING


def test_seconds_since_a_tablet_was_disconnected():
    evaluator = PresenceEvaluator(history(), SPREAD, 320.0)
    assert evaluator.seconds_since_heard(tablet()) == 0.0
    assert evaluator.seconds_since_heard(tablet(gone_at=300.5)) == 19.5


@pytest.mark.parametrize(
    ("fields", "status", "seconds"),
    [
        ({}, PresenceStatus.FOLLOWING, 170.0),
        ({"gone_at": 300.0}, PresenceStatus.FOLLOWING, 170.0),
        ({"gone_at": 300.0}, PresenceStatus.LOST, 20.0),
        ({}, PresenceStatus.LOST, 170.0),
        ({"n": 55}, PresenceStatus.BEHIND, 220.0),
        ({"n": 56}, PresenceStatus.BEHIND, 120.0),
        ({"n": 56}, PresenceStatus.ARRIVING, 170.0),
        ({"n": 57}, PresenceStatus.BEHIND, 170.0),
        ({"n": NOT_REPORTED}, PresenceStatus.BEHIND, 170.0),
    ],
)
def test_for_how_long_a_tablet_has_its_status(fields, status, seconds):
    evaluator = PresenceEvaluator(history(), SPREAD, 320.0)
    assert evaluator.seconds(tablet(**fields), status) == seconds


def test_each_status_is_counted_by_itself():
    now = 200.0 + TIMEOUT + TICK
    tablets = [
        *[tablet()] * 2,
        *[tablet(mode=FollowMode.LEADING)],
        *[tablet(page=13)] * 4,
        *[tablet(document=None, page=0)] * 5,
        *[tablet(mode=FollowMode.ALONE)] * 6,
        *[tablet(n=56)] * 7,
        *[tablet(mode=FollowMode.ASLEEP)] * 8,
        *[tablet(gone_at=100.0)] * 9,
        *[tablet(is_counted=False)] * 10,
    ]
    evaluator = PresenceEvaluator(history(), SPREAD, now)
    expected = {
        "document": 5,
        "page": 12,
        "following": 3,
        "arriving": 4,
        "covered": 5,
        "alone": 6,
        "behind": 7,
        "asleep": 8,
    }
    for signed_in, lost, total in [(0, 0, 33), (33, 0, 33), (34, 1, 34), (50, 17, 50)]:
        counts = rules.count(iter(tablets), history(), evaluator, signed_in)
        assert counts == PresenceCounts(**expected, lost=lost, total=total)


@pytest.mark.parametrize(
    ("spread", "settle"),
    [(300, 0.3 + timings.PAGE_SETTLE), (10_000, timings.MAX_PAGE_SETTLE)],
)
def test_a_count_settles_after_a_time_unless_all_have_arrived(spread, settle):
    late = PresenceCounts(5, 12, 9, 1, 0, 0, 0, 0, 0, 10)
    arrived = PresenceCounts(5, 12, 10, 0, 0, 0, 0, 0, 0, 10)
    assert rules.is_settling(late, 64.0, spread, 64.0)
    assert rules.is_settling(late, 0.0, spread, settle - 2.0**-13)
    assert not rules.is_settling(late, 0.0, spread, settle)
    assert not rules.is_settling(arrived, 64.0, spread, 64.0)

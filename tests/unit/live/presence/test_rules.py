"""When a tablet follows, is behind or lost, and how many are."""

import pytest

from kiosk import timings
from kiosk.live.presence import rules
from kiosk.live.presence.rules import PresenceEvaluator, SharedPageHistory
from kiosk.live.presence.types import (
    NOT_REPORTED,
    FollowMode,
    PresenceStatus,
    SharedPage,
    TabletState,
)

SPREAD = 300
TIMEOUT = SPREAD / 1000 + timings.REPORT_TIMEOUT


@pytest.fixture
def live() -> SharedPageHistory:
    """Page 11 since time 100 (number 56), page 12 since 200 (number 57)."""
    live = SharedPageHistory()
    live.look(SharedPage(56, 5, 11), 100.0)
    live.look(SharedPage(57, 5, 12), 200.0)
    return live


def tablet(
    n=57, document=5, page=12, mode=FollowMode.FOLLOWING, **fields
) -> TabletState:
    fields = {"meeting_id": 1, "sign_in_id": 9, "is_counted": True, **fields}
    fields.setdefault("since", 150.0)
    return TabletState(n=n, document=document, page=page, mode=mode, **fields)


def stands(
    live: SharedPageHistory, one: TabletState, now: float, spread: int = SPREAD
) -> PresenceStatus:
    return PresenceEvaluator(live, spread, now).status_of(one)


def seconds(live: SharedPageHistory, one: TabletState, now: float) -> float:
    judge = PresenceEvaluator(live, SPREAD, now)
    return judge.seconds(one, judge.status_of(one))


class TestSpread:
    @pytest.mark.parametrize(
        ("audience", "spread"),
        [(0, 300), (1, 300), (400, 300), (1000, 700), (11_873, 8311), (99_999, 10_000)],
    )
    def test_it_grows_with_the_audience_within_bounds(self, audience, spread):
        assert rules.spread_ms(audience) == spread

    @pytest.mark.parametrize("now", [600, 150])
    def test_a_doubled_or_halved_audience_is_another_pace(self, now):
        assert rules.is_new_spread(300, now)

    @pytest.mark.parametrize("now", [300, 599, 151])
    def test_a_little_more_or_less_is_not(self, now):
        assert not rules.is_new_spread(300, now)

    @pytest.mark.parametrize(
        ("audience", "pause"), [(1000, 1.0), (1001, 2.0), (3000, 2.0), (3001, 4.0)]
    )
    def test_counts_thin_out_as_the_audience_grows(self, audience, pause):
        assert rules.pause_seconds(audience) == pause


class TestFollowing:
    def test_who_shows_the_page_follows(self, live):
        assert stands(live, tablet(), 201.0) is PresenceStatus.FOLLOWING

    def test_who_turns_it_leads(self, live):
        assert (
            stands(live, tablet(mode=FollowMode.LEADING), 201.0)
            is PresenceStatus.LEADING
        )

    def test_an_unrelated_event_does_not_hide_the_page(self, live):
        live.look(SharedPage(58, 5, 12), 300.0)
        assert stands(live, tablet(n=57), 301.0) is PresenceStatus.FOLLOWING

    def test_who_shows_the_page_before_it_has_time_to_arrive(self, live):
        late = tablet(n=56, page=11)
        assert stands(live, late, 199.9 + TIMEOUT) is PresenceStatus.ARRIVING

    def test_who_is_ahead_of_what_was_looked_at_arrives(self, live):
        assert stands(live, tablet(n=58, page=13), 201.0) is PresenceStatus.ARRIVING

    def test_who_may_not_see_the_page_is_covered_and_not_behind(self, live):
        covered = tablet(document=None, page=0)
        assert stands(live, covered, 900.0) is PresenceStatus.COVERED

    def test_where_nothing_is_shown_showing_nothing_is_following(self):
        live = SharedPageHistory()
        live.look(SharedPage(1, None, 1), 0.0)
        nothing = tablet(n=1, document=None, page=0)
        assert stands(live, nothing, 1.0) is PresenceStatus.FOLLOWING


class TestAlone:
    def test_who_reads_alone_is_alone_even_on_the_same_page(self, live):
        for page in (12, 3):
            alone = tablet(page=page, mode=FollowMode.ALONE)
            assert stands(live, alone, 201.0) is PresenceStatus.ALONE

    def test_it_lasts_since_the_reader_left(self, live):
        alone = tablet(page=3, mode=FollowMode.ALONE, since=170.0)
        assert seconds(live, alone, 201.0) == 31.0

    def test_who_reads_alone_on_an_old_number_is_behind(self, live):
        alone = tablet(n=56, mode=FollowMode.ALONE)
        assert stands(live, alone, 201.0 + TIMEOUT) is PresenceStatus.BEHIND


class TestBehind:
    def test_who_lacks_a_number_beyond_the_timeout_is_behind_since_it_was_there(
        self, live
    ):
        late = tablet(n=56, page=11)
        now = 200.1 + TIMEOUT
        assert stands(live, late, now) is PresenceStatus.BEHIND
        assert seconds(live, late, now) == pytest.approx(now - 200.0)

    def test_a_large_audience_has_longer(self, live):
        late = tablet(n=56, page=11)
        assert stands(live, late, 206.0, spread=8311) is PresenceStatus.ARRIVING

    def test_it_is_behind_since_the_first_number_it_lacks(self, live):
        live.look(SharedPage(58, 5, 13), 260.0)
        assert seconds(live, tablet(n=56, page=11), 261.0) == 61.0

    def test_the_newest_number_alone_gives_time_again(self, live):
        live.look(SharedPage(58, 5, 13), 260.0)
        assert stands(live, tablet(n=57), 261.0) is PresenceStatus.ARRIVING

    def test_a_tablet_without_a_report_is_behind_in_the_end(self, live):
        silent = tablet(n=NOT_REPORTED, document=None, page=0, since=300.0)
        assert stands(live, silent, 299.9 + TIMEOUT) is PresenceStatus.ARRIVING
        assert stands(live, silent, 300.1 + TIMEOUT) is PresenceStatus.BEHIND
        assert seconds(live, silent, 310.0) == 10.0

    def test_many_numbers_are_kept_and_not_for_ever(self, live):
        for number in range(58, 58 + 3 * rules.MAX_NUMBERS):
            live.look(SharedPage(number, 5, 12), 300.0 + number)
        assert len(live._numbers) <= rules.MAX_NUMBERS
        newest = 57 + 3 * rules.MAX_NUMBERS
        assert live.missed_since(newest) is None
        assert live.missed_since(newest - 1) == 300.0 + newest

    def test_a_restored_database_counts_anew(self, live):
        live.look(SharedPage(3, 5, 1), 500.0)
        assert live.missed_since(3) is None
        assert live.missed_since(2) == 500.0


class TestAsleepAndLost:
    def test_who_sleeps_is_asleep_however_old_its_number(self, live):
        asleep = tablet(n=3, mode=FollowMode.ASLEEP)
        assert stands(live, asleep, 9999.0) is PresenceStatus.ASLEEP

    def test_a_flap_of_five_seconds_changes_nothing(self, live):
        flap = tablet(gone_at=300.0)
        assert stands(live, flap, 305.0) is PresenceStatus.FOLLOWING

    def test_a_disconnected_tablet_is_lost_since_its_last_packet(self, live):
        gone = tablet(gone_at=300.0)
        assert stands(live, gone, 306.1) is PresenceStatus.LOST
        assert seconds(live, gone, 320.0) == 20.0

    def test_who_slept_and_went_is_lost(self, live):
        gone = tablet(gone_at=300.0, mode=FollowMode.ASLEEP)
        assert stands(live, gone, 306.1) is PresenceStatus.LOST


class TestCount:
    def count(
        self,
        live: SharedPageHistory,
        tablets: list[TabletState],
        signed_in: int,
        now=201.0,
    ):
        return rules.count(
            tablets, live, PresenceEvaluator(live, SPREAD, now), signed_in
        )

    def test_everybody_is_counted_once_by_status(self, live):
        counts = self.count(
            live,
            [
                tablet(),
                tablet(mode=FollowMode.LEADING),
                tablet(n=56, page=11),
                tablet(document=None, page=0),
                tablet(page=2, mode=FollowMode.ALONE),
                tablet(mode=FollowMode.ASLEEP),
                tablet(gone_at=100.0),
            ],
            signed_in=9,
        )
        assert (counts.document, counts.page) == (5, 12)
        assert (counts.following, counts.arriving, counts.covered) == (2, 1, 1)
        assert (counts.alone, counts.asleep, counts.behind) == (1, 1, 0)
        # One disconnected, two were never connected.
        assert (counts.lost, counts.total) == (3, 9)

    def test_room_screens_are_not_counted(self, live):
        counts = self.count(live, [tablet(is_counted=False), tablet()], signed_in=1)
        assert (counts.following, counts.total) == (1, 1)

    def test_the_total_is_never_smaller_than_those_present(self, live):
        counts = self.count(live, [tablet(), tablet()], signed_in=1)
        assert (counts.following, counts.lost, counts.total) == (2, 0, 2)

    def test_a_page_just_turned_is_given_time_to_arrive(self, live):
        late = [tablet(n=56, page=11)]
        counts = self.count(live, late, signed_in=1, now=200.2)
        assert rules.is_settling(counts, live.turned_at, SPREAD, 200.2)
        assert not rules.is_settling(counts, live.turned_at, SPREAD, 201.1)
        arrived = self.count(live, [tablet()], signed_in=1, now=200.2)
        assert not rules.is_settling(arrived, live.turned_at, SPREAD, 200.2)

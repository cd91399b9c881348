from collections import Counter

import pytest

from kiosk.load_test.plan import LoadTestPlan, default_sites, pause_after_turn, site_of


@pytest.mark.parametrize(
    ("delegates", "sites"), [(1, 1), (400, 1), (401, 2), (480, 2), (11_873, 145)]
)
def test_the_hall_holds_400_and_each_connected_site_80(delegates: int, sites: int):
    assert default_sites(delegates) == sites


def test_at_one_site_everybody_sits_in_the_hall():
    plan = LoadTestPlan(delegates=1000, sites=1, minutes=1)
    assert {site_of(place, plan) for place in range(1000)} == {0}


def test_beyond_the_hall_the_sites_share_evenly():
    plan = LoadTestPlan(delegates=1000, sites=4, minutes=1)
    seats = Counter(site_of(place, plan) for place in range(1000))
    assert seats == {0: 400, 1: 200, 2: 200, 3: 200}


def test_pages_are_turned_ten_times_a_minute_and_at_most_one_a_second():
    rests = [pause_after_turn(turn) for turn in range(6)]
    assert min(rests) >= 1.0
    assert 15 <= sum(rests) <= 60

from dataclasses import replace

import pytest

from kiosk.load_test.capacity import (
    MAX_EXTRAPOLATION,
    Capacity,
    LimitingFactor,
    Measurements,
    estimate_capacity,
    round_down,
)
from kiosk.load_test.latency import LatencyStats

# Far from every bound, so that each test moves one.
EASY = Measurements(
    tablets=400,
    times=LatencyStats(1.0, 2.0, 3.0, 4.0),
    cpu_share=0.01,
    bytes_each=40_000,
    bytes_free=8_000_000_000,
    most_connections=20_000,
)


def test_without_limit_the_estimate_is_bounded_by_the_tested_number():
    assert estimate_capacity(EASY) == Capacity(
        MAX_EXTRAPOLATION * 400, LimitingFactor.TRIED
    )


def test_the_last_tablet_must_have_its_page_within_half_a_second():
    # 10 ms for the first, 490 more for the last of 400: not one tablet more.
    slow = replace(EASY, times=LatencyStats(10.0, 250.0, 490.0, 500.0))
    assert estimate_capacity(slow) == Capacity(400, LimitingFactor.TIME)


def test_what_the_first_tablet_waits_for_does_not_grow_with_the_hall():
    # Nearly all of the 300 ms are the commit: 100 ms more are left for the tablets.
    busy = replace(EASY, times=LatencyStats(300.0, 399.0, 400.0, 400.0))
    assert estimate_capacity(busy) == Capacity(800, LimitingFactor.TIME)


def test_too_late_first_tablet_gives_no_capacity():
    stuck = replace(EASY, times=LatencyStats(800.0, 900.0, 900.0, 900.0))
    assert estimate_capacity(stuck) == Capacity(0, LimitingFactor.TIME)


def test_the_processor_may_be_busy_half_the_time():
    assert estimate_capacity(replace(EASY, cpu_share=0.25)) == Capacity(
        800, LimitingFactor.PROCESSOR
    )
    assert estimate_capacity(replace(EASY, cpu_share=1.0)) == Capacity(
        200, LimitingFactor.PROCESSOR
    )


def test_memory_is_counted_from_what_was_left_when_all_were_in():
    full = replace(EASY, bytes_each=50_000, bytes_free=10_000_000)
    # 0.7 x 10 MB / 50 kB = 140 on top of the 400.
    assert estimate_capacity(full) == Capacity(540, LimitingFactor.MEMORY)


def test_a_server_that_did_not_grow_divides_by_no_zero():
    assert estimate_capacity(replace(EASY, bytes_each=0)).bound == LimitingFactor.TRIED


def test_more_connections_than_the_setting_allows_are_not_promised():
    few = replace(EASY, most_connections=500)
    assert estimate_capacity(few) == Capacity(500, LimitingFactor.CONNECTIONS)


@pytest.mark.parametrize(
    ("number", "reported"), [(0, 0), (7, 7), (99, 99), (128, 120), (4871.9, 4800)]
)
def test_estimate_has_two_significant_digits(number: float, reported: int):
    assert round_down(number) == reported

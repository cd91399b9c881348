import pytest

from kiosk.load_test.latency import LatencyStats, latency_stats, median_latency


def test_each_figure_is_the_moment_by_which_so_many_had_the_page():
    # A hundred tablets: one early, 98 in the middle, one late.
    arrivals = [(10.001, 1), (10.020, 49), (10.030, 49), (10.500, 1)]
    times = latency_stats(arrivals, 10.0)
    assert vars(times) == pytest.approx({"first": 1, "p50": 20, "p99": 30, "last": 500})


def test_the_order_in_which_they_were_noted_does_not_matter():
    arrivals = [(2.5, 1), (2.1, 5), (2.2, 4)]
    assert latency_stats(arrivals, 2.0).last == pytest.approx(500)
    assert latency_stats(arrivals, 2.0).p50 == pytest.approx(100)


def test_a_single_tablet_is_half_of_all_and_the_last():
    assert latency_stats([(1.25, 1)], 1.0) == LatencyStats(250.0, 250.0, 250.0, 250.0)


def test_a_turn_that_reached_nobody_has_no_times():
    with pytest.raises(ValueError, match="nobody"):
        latency_stats([], 1.0)


def test_the_medians_are_taken_of_each_figure_by_itself():
    turns = [
        LatencyStats(0, 1, 5, 30),
        LatencyStats(1, 3, 4, 10),
        LatencyStats(2, 2, 6, 20),
    ]
    assert median_latency(turns) == LatencyStats(1, 2, 5, 20)

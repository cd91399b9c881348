"""Timers keep whole milliseconds, whatever is pressed in whatever order."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import Conflict, Invalid
from kiosk.timers import rules
from kiosk.timers.rules import TimerBody, TimerKind, TimerLevel
from tests.expected_errors import refused

START = dt.datetime(2026, 11, 29, 1, 0, tzinfo=dt.UTC)


def timer(**fields) -> TimerBody:
    known = {
        "id": 1,
        "kind": TimerKind.SPEAKER,
        "ref_id": 5,
        "running_since": START,
        "elapsed_ms": 0,
        "limit_seconds": 300,
        "warn_seconds": (60, 30),
        "sound": False,
    }
    return TimerBody(**(known | fields))


def after(seconds: float) -> dt.datetime:
    return START + dt.timedelta(seconds=seconds)


presses = st.lists(
    st.tuples(st.sampled_from(["pause", "resume", "extend"]), st.integers(0, 10_000)),
    max_size=20,
)


@given(presses)
def test_it_runs_exactly_while_it_is_not_paused(pressed):
    one, now, ran, running = timer(), START, 0, True
    for press, wait_ms in pressed:
        now += dt.timedelta(milliseconds=wait_ms)
        ran += wait_ms * running
        if press == "extend":
            one = rules.extended(one, 60, now)
        elif press == "pause":
            one, running = rules.paused(one, now), False
        else:
            one, running = rules.resumed(one, now), True
        assert rules.elapsed_ms(one, now) == ran
    assert (one.running_since is not None) is running


@given(st.integers(0, 4000), st.integers(1, 3600), st.integers(0, 600))
def test_an_extension_leaves_at_least_what_was_given(ran, seconds, limit):
    now = after(ran)
    longer = rules.extended(timer(limit_seconds=limit), seconds, now)
    left = rules.remaining_ms(longer, now)
    assert left is not None
    assert left >= seconds * 1000
    assert longer.limit_seconds >= limit + seconds


def test_pausing_or_resuming_twice_changes_nothing():
    paused = rules.paused(timer(), after(10))
    assert rules.paused(paused, after(20)) == paused
    resumed = rules.resumed(paused, after(30))
    assert rules.resumed(resumed, after(40)) == resumed
    assert rules.elapsed_ms(resumed, after(35)) == 15_000


def test_a_clock_set_back_takes_nothing_away():
    assert rules.elapsed_ms(timer(elapsed_ms=7000), after(-60)) == 7000


@pytest.mark.parametrize(
    ("ran", "expected"),
    [
        (0, TimerLevel.NORMAL),
        (239, TimerLevel.NORMAL),
        (240, TimerLevel.WARN),
        (299, TimerLevel.WARN),
        (300, TimerLevel.OVER),
        (900, TimerLevel.OVER),
    ],
)
def test_it_warns_at_the_first_threshold_and_is_over_at_the_limit(ran, expected):
    assert rules.level(timer(), after(ran)) == expected
    assert rules.level(timer(limit_seconds=0), after(ran)) == TimerLevel.NORMAL


def test_it_is_over_only_at_the_limit_and_warns_from_the_millisecond_on():
    assert rules.level(timer(), after(299.999)) == TimerLevel.WARN
    assert rules.level(timer(limit_seconds=61), after(0.999)) == TimerLevel.NORMAL
    assert rules.level(timer(limit_seconds=61), after(1)) == TimerLevel.WARN


def test_without_thresholds_it_never_warns():
    unwarned = timer(warn_seconds=())
    assert rules.level(unwarned, after(299.5)) == TimerLevel.NORMAL
    assert rules.level(unwarned, after(300)) == TimerLevel.OVER


def test_milliseconds_are_whole():
    now = START + dt.timedelta(microseconds=1999)
    assert rules.elapsed_ms(timer(), now) == 1
    assert isinstance(rules.elapsed_ms(timer(), now), int)


def test_without_a_limit_nothing_is_left():
    assert rules.remaining_ms(timer(limit_seconds=0), after(9)) is None


@pytest.mark.parametrize("seconds", [0, -60, 3601])
def test_an_extension_out_of_bounds_is_refused(seconds):
    with refused(Invalid, "bad_extension", limit=60):
        rules.extended(timer(), seconds, START)


def test_an_hour_is_the_longest_extension_and_a_second_the_shortest():
    assert rules.extended(timer(), 3600, START).limit_seconds == 3900
    assert rules.extended(timer(), 1, START).limit_seconds == 301


def test_what_has_run_over_counts_as_whole_seconds():
    longer = rules.extended(timer(), 60, after(400.001))
    assert repr(longer.limit_seconds) == "461"


def test_a_timer_ends_within_a_day():
    day = 24 * 3600
    assert rules.extended(timer(limit_seconds=day - 60), 60, START).limit_seconds == day
    with refused(Invalid):
        rules.extended(timer(limit_seconds=day - 59), 60, START)


def test_who_saw_another_limit_is_told_who_changed_it():
    rules.check_seen_limit(timer(), 300, "Mai")
    rules.check_seen_limit(timer(), None, "Mai")
    with refused(Conflict, "changed_meanwhile", name="Mai"):
        rules.check_seen_limit(timer(), 240, "Mai")


def test_thresholds_are_sorted_and_bounded():
    assert rules.checked_warnings([30, 60, 30]) == (60, 30)
    assert rules.checked_warnings([]) == ()
    assert rules.checked_warnings([1, 2, 3, 3600]) == (3600, 3, 2, 1)
    for wrong in ([0], [3601], [1, 2, 3, 4, 5]):
        with refused(Invalid, "bad_warnings", most=rules.MOST_WARNINGS):
            rules.checked_warnings(wrong)

"""Rules of service calls."""

import datetime as dt

import pytest

from kiosk.errors import Conflict, TooManyAttempts
from kiosk.service_calls.rules import (
    MOST_CALLS,
    CallState,
    check_rate,
    check_takeable,
    check_waiting,
)
from tests.expected_errors import refused

NOW = dt.datetime(2026, 11, 29, 8, tzinfo=dt.UTC)


def minutes_ago(*minutes):
    return [NOW - dt.timedelta(minutes=each) for each in minutes]


def test_a_person_may_call_some_times():
    check_rate([], NOW)
    check_rate(minutes_ago(*range(1, MOST_CALLS)), NOW)


def test_who_calls_too_often_is_told_how_long_to_wait():
    with refused(TooManyAttempts, minutes=2, wait_seconds=120):
        check_rate(minutes_ago(8, 1, 1, 1, 1, 1), NOW)
    # Begun minutes count.
    with refused(TooManyAttempts, minutes=3, wait_seconds=121):
        check_rate(minutes_ago(8 - 1 / 60, 1, 1, 1, 1, 1), NOW)
    # At the last moment there is still a wait.
    with refused(TooManyAttempts, minutes=1, wait_seconds=1):
        check_rate(minutes_ago(10, 1, 1, 1, 1, 1), NOW)


def test_a_call_is_taken_by_one_person_only():
    check_takeable(CallState.OPEN, "")
    with refused(Conflict, "taken", name="Vi Thị Hoa"):
        check_takeable(CallState.TAKEN, "Vi Thị Hoa")


@pytest.mark.parametrize("state", [CallState.DONE, CallState.CANCELLED])
def test_a_call_that_is_over_is_neither_taken_nor_answered(state):
    for check in (check_waiting, lambda state: check_takeable(state, "")):
        with refused(Conflict, state.value):
            check(state)


@pytest.mark.parametrize("state", [CallState.OPEN, CallState.TAKEN])
def test_a_call_that_waits_may_be_answered(state):
    check_waiting(state)

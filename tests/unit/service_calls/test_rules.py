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

NOW = dt.datetime(2026, 11, 29, 8, tzinfo=dt.UTC)


def minutes_ago(*minutes):
    return [NOW - dt.timedelta(minutes=each) for each in minutes]


def test_a_person_may_call_some_times():
    check_rate([], NOW)
    check_rate(minutes_ago(*range(1, MOST_CALLS)), NOW)


def test_who_calls_too_often_is_told_how_long_to_wait():
    with pytest.raises(TooManyAttempts) as refused:
        check_rate(minutes_ago(8, 1, 1, 1, 1, 1), NOW)
    assert refused.value.details["minutes"] == 2
    assert refused.value.details["wait_seconds"] == 120


def test_a_call_is_taken_by_one_person_only():
    check_takeable(CallState.OPEN, "")
    with pytest.raises(Conflict) as refused:
        check_takeable(CallState.TAKEN, "Vi Thị Hoa")
    assert refused.value.details["name"] == "Vi Thị Hoa"


@pytest.mark.parametrize("state", [CallState.DONE, CallState.CANCELLED])
def test_a_call_that_is_over_is_neither_taken_nor_answered(state):
    for check in (check_waiting, lambda state: check_takeable(state, "")):
        with pytest.raises(Conflict):
            check(state)


@pytest.mark.parametrize("state", [CallState.OPEN, CallState.TAKEN])
def test_a_call_that_waits_may_be_answered(state):
    check_waiting(state)

"""When data of a meeting is due."""

import datetime as dt

import pytest

from kiosk.clock import VIETNAM
from kiosk.errors import Conflict
from kiosk.meetings.rules import MeetingState
from kiosk.retention.rules import (
    RetainedMeeting,
    RetentionState,
    due_at,
    megabytes,
    months_later,
    plan_changed,
    retention_state,
)
from tests.expected_errors import refused

CLOSED = MeetingState.CLOSED
NOW = dt.datetime(2026, 11, 29, 12, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ((2026, 11, 29), 12, (2027, 11, 29)),
        ((2026, 11, 29), 1, (2026, 12, 29)),
        ((2026, 12, 31), 2, (2027, 2, 28)),
        ((2023, 12, 31), 2, (2024, 2, 29)),
        ((2026, 1, 31), 1200, (2126, 1, 31)),
        ((2026, 5, 31), 0, (2026, 5, 31)),
    ],
)
def test_months_later(day, months, expected):
    moment, later = (dt.datetime(*at, 8, tzinfo=VIETNAM) for at in (day, expected))
    assert months_later(moment, months) == later


def test_zero_months_are_for_ever():
    assert due_at(NOW, 0) is None
    assert due_at(NOW, 12) == NOW.replace(year=2027)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (RetainedMeeting(MeetingState.OPEN, NOW), RetentionState.NOT_CLOSED),
        (RetainedMeeting(CLOSED, None), RetentionState.FOR_EVER),
        (RetainedMeeting(CLOSED, NOW + dt.timedelta(1)), RetentionState.WAITING),
        (RetainedMeeting(CLOSED, NOW), RetentionState.DUE),
        (RetainedMeeting(CLOSED, NOW, is_confirmed=True), RetentionState.CONFIRMED),
        (RetainedMeeting(CLOSED, NOW, True, True), RetentionState.REMOVED),
        # A keeping time that was made longer after the confirmation.
        (RetainedMeeting(CLOSED, None, is_confirmed=True), RetentionState.FOR_EVER),
    ],
)
def test_states(facts, expected):
    assert retention_state(facts, NOW) is expected


def test_sizes_are_vietnamese():
    assert megabytes(1_234_567_890) == "1.234,6 MB"
    assert megabytes(1234) == "1,2 kB"
    assert megabytes(999_949) == "999,9 kB"
    assert megabytes(1_000_000) == "1,0 MB"
    assert megabytes(850_850) == "850,9 kB"


def test_a_plan_that_has_changed_is_a_conflict():
    with refused(Conflict, "changed_meanwhile"):
        raise plan_changed()

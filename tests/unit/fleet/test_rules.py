"""Report interval and spread of answers."""

import datetime as dt

import pytest

from kiosk.errors import Conflict, Invalid
from kiosk.fleet import rules
from kiosk.fleet.rules import CommandKind, TabletAlert, TabletCondition, TabletHolder
from tests.expected_errors import refused


def test_all_together_speak_some_twenty_times_a_second():
    assert rules.report_interval_seconds(1) == 20
    assert rules.report_interval_seconds(400) == 20
    assert rules.report_interval_seconds(1200) == 60
    assert rules.report_interval_seconds(11_873) == 120


def test_one_that_is_called_answers_at_once_and_many_spread_themselves():
    assert rules.call_spread_ms(1) == 0
    assert rules.call_spread_ms(400) == 2000


def test_silence_is_counted_in_words_that_did_not_come():
    assert rules.tablet_alerts(TabletCondition(seconds=59)) == []
    assert rules.tablet_alerts(TabletCondition(seconds=61)) == [TabletAlert.SILENT]
    assert rules.tablet_alerts(TabletCondition(seconds=200), pause=120) == []
    assert rules.tablet_alerts(TabletCondition(seconds=361), pause=120) == [
        TabletAlert.SILENT
    ]


def test_what_is_most_pressing_stands_first():
    bad = TabletCondition(
        seconds=None, battery=1, is_charging=False, clock=-31, is_old=True,
        papers=0, papers_wanted=1, free_bytes=0, has_wrong_seat=True,
    )  # fmt: skip
    assert rules.tablet_alerts(bad) == list(TabletAlert)


@pytest.mark.parametrize(
    ("condition", "reason"),
    [
        (TabletCondition(seconds=60), None),
        (TabletCondition(seconds=None), TabletAlert.SILENT),
        (TabletCondition(seconds=1, has_wrong_seat=True), TabletAlert.SEAT),
        (TabletCondition(seconds=1, battery=30, is_charging=False), None),
        (TabletCondition(seconds=1, battery=29, is_charging=True), None),
        (TabletCondition(seconds=1, battery=29, is_charging=None), TabletAlert.BATTERY),
        (TabletCondition(seconds=1, is_old=True), TabletAlert.VERSION),
        (TabletCondition(seconds=1, papers=2, papers_wanted=2), None),
        (TabletCondition(seconds=1, papers=None, papers_wanted=2), None),
        (TabletCondition(seconds=1, papers=1, papers_wanted=2), TabletAlert.PAPERS),
        (TabletCondition(seconds=1, clock=-30), None),
        (TabletCondition(seconds=1, clock=31), TabletAlert.CLOCK),
        (TabletCondition(seconds=1, free_bytes=200 * 1024 * 1024), None),
        (
            TabletCondition(seconds=1, free_bytes=200 * 1024 * 1024 - 1),
            TabletAlert.STORAGE,
        ),
    ],
)
def test_a_tablet_needs_attention_beyond_each_bound(condition, reason):
    assert rules.tablet_alerts(condition) == ([reason] if reason else [])


@pytest.mark.parametrize(
    ("seconds", "pause", "silent"),
    [(60, 20, False), (60.1, 20, True), (90, 30, False), (90.1, 30, True)],
)
def test_silence_is_a_minute_or_three_pauses(seconds, pause, silent):
    assert rules.is_silent(seconds, pause) is silent


def test_two_tablets_called_at_once_are_spread():
    assert rules.call_spread_ms(2) == 10
    assert rules.call_spread_ms(0) == 0


def test_commands_wait_two_minutes_and_identifying_half_a_minute():
    assert rules.command_lifetime(CommandKind.LOCK) == dt.timedelta(minutes=2)
    assert rules.command_lifetime(CommandKind.IDENTIFY) == dt.timedelta(seconds=30)
    assert dt.timedelta(minutes=10) == rules.ENROLMENT_LIFETIME
    assert (rules.MAX_COMMAND_ATTEMPTS, rules.RETRY_AFTER.seconds) == (3, 12)


@pytest.mark.parametrize(
    ("kind", "scope", "target", "holder", "may"),
    [
        (CommandKind.LOCK, 1, None, None, True),
        (CommandKind.LOCK, None, None, TabletHolder(1, 2), True),
        (CommandKind.LOCK, 1, None, TabletHolder(1, 1), True),
        (CommandKind.LOCK, 1, None, TabletHolder(1, 2), False),
        (CommandKind.LOCK, 1, None, TabletHolder(1, None), False),
        (CommandKind.OPEN, None, 2, TabletHolder(1, 2), True),
        (CommandKind.OPEN, None, 2, TabletHolder(1, 1), False),
        (CommandKind.OPEN, 1, 2, None, True),
    ],
)
def test_a_meeting_commands_its_own_tablets_and_free_ones(
    kind, scope, target, holder, may
):
    assert rules.may_execute(kind, scope=scope, target=target, holder=holder) is may


@pytest.mark.parametrize(
    ("sits", "own", "wrong"),
    [
        ("A1", "a-1", False),
        ("A1", "A2", True),
        ("", "A1", False),
        ("A1", "", False),
        ("--", "A1", False),
        ("Ghế 1", "ghe1", False),
    ],
)
def test_seats_are_compared_by_letters_and_digits(sits, own, wrong):
    assert rules.is_seat_mismatch(sits, own) is wrong


def test_names_seats_and_tablets_have_bounds():
    rules.check_tablet_labels("x" * 60, "x" * 20)
    for words in (("x" * 61, ""), ("", "x" * 21)):
        with refused(Invalid, "long_name", name=60, seat=20):
            rules.check_tablet_labels(*words)
    rules.check_tablet_count(19_999)
    with refused(Conflict, "too_many_tablets", limit=20_000):
        rules.check_tablet_count(20_000)


def test_opening_alone_names_a_meeting():
    rules.check_command_target(CommandKind.OPEN, 1)
    rules.check_command_target(CommandKind.LOCK, None)
    for kind, target in ((CommandKind.OPEN, None), (CommandKind.LOCK, 1)):
        with refused(Invalid, "no_meeting"):
            rules.check_command_target(kind, target)

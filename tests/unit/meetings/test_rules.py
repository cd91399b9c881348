"""States of a meeting and their transitions."""

import pytest

from kiosk.errors import Conflict, Invalid
from kiosk.meetings.rules import (
    ADMITTING_STATES,
    DEFAULT_LEASE_HOURS,
    NEXT_STATES,
    REHEARSAL_TITLE,
    STATE_LABELS,
    MeetingState,
    check_lease,
    check_not_closed,
    check_title,
    check_transition,
    permission_for_state,
)
from kiosk.roles import Permission, Role, may
from tests.expected_errors import refused

GOOD_STEPS = [
    ("draft", "published"),
    ("published", "draft"),
    ("published", "open"),
    ("open", "adjourned"),
    ("adjourned", "open"),
    ("open", "closed"),
    ("adjourned", "closed"),
]


@pytest.mark.parametrize(("old", "new"), GOOD_STEPS)
def test_a_meeting_may_take_this_step(old: str, new: str) -> None:
    check_transition(MeetingState(old), MeetingState(new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (old, new)
        for old in MeetingState
        for new in MeetingState
        if (old, new) not in GOOD_STEPS
    ],
)
def test_a_meeting_may_take_no_other_step(old: MeetingState, new: MeetingState) -> None:
    with pytest.raises(Conflict):
        check_transition(old, new)


def test_a_closed_meeting_stays_closed() -> None:
    assert not NEXT_STATES[MeetingState.CLOSED]
    with pytest.raises(Conflict):
        check_not_closed(MeetingState.CLOSED)
    check_not_closed(MeetingState.ADJOURNED)


def test_the_chair_opens_and_closes_but_does_not_publish() -> None:
    assert may(Role.CHAIR, permission_for_state(MeetingState.OPEN))
    assert may(Role.CHAIR, permission_for_state(MeetingState.CLOSED))
    assert not may(Role.CHAIR, permission_for_state(MeetingState.PUBLISHED))
    assert not may(Role.CHAIR, permission_for_state(MeetingState.DRAFT))


def test_no_delegate_takes_any_step() -> None:
    for state in MeetingState:
        assert not may(Role.OFFICIAL_DELEGATE, permission_for_state(state))
        assert not may(Role.PRESENTER, permission_for_state(state))
    assert permission_for_state(MeetingState.PUBLISHED) == Permission.PREPARE_MEETING


def test_every_state_has_its_word() -> None:
    assert set(STATE_LABELS) == set(MeetingState)


def test_a_title_is_neither_empty_nor_endless() -> None:
    check_title("Hội nghị tổng kết năm 2026")
    with pytest.raises(Invalid):
        check_title("")
    with pytest.raises(Invalid):
        check_title("Đ" * 501)


def test_refusals_say_why() -> None:
    with refused(Conflict, "wrong_state"):
        check_transition(MeetingState.DRAFT, MeetingState.OPEN)
    with refused(Conflict, "wrong_state"):
        check_not_closed(MeetingState.CLOSED)
    with refused(Invalid, "no_title"):
        check_title("")
    check_title("Đ" * 500)
    with refused(Invalid, "long_title", limit=500):
        check_title("Đ" * 501)


@pytest.mark.parametrize("hours", [1, 24, 720])
def test_a_lease_is_an_hour_to_thirty_days(hours: int) -> None:
    check_lease(hours)


@pytest.mark.parametrize("hours", [0, -1, 721])
def test_no_other_lease_is_taken(hours: int) -> None:
    with refused(Invalid, "bad_lease", limit=720):
        check_lease(hours)


def test_delegates_are_admitted_between_publishing_and_closing() -> None:
    assert set(MeetingState) - ADMITTING_STATES == {
        MeetingState.DRAFT,
        MeetingState.CLOSED,
    }
    assert DEFAULT_LEASE_HOURS == 24
    assert REHEARSAL_TITLE == "Diễn tập:"


@pytest.mark.parametrize("state", MeetingState)
def test_publishing_and_taking_back_are_preparing_and_all_else_is_running(
    state: MeetingState,
) -> None:
    prepares = state in {MeetingState.DRAFT, MeetingState.PUBLISHED}
    expected = Permission.PREPARE_MEETING if prepares else Permission.RUN_MEETING
    assert permission_for_state(state) is expected

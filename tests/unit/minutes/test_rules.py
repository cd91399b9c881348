"""States of minutes, who moves them, and the comparison of signed files."""

import datetime as dt

import pytest

from kiosk.errors import Conflict, Forbidden, Invalid
from kiosk.minutes.rules import (
    MAX_REVIEWERS,
    NEXT_STATES,
    MinutesState,
    ReviewAnswer,
    SignedWarning,
    check_all_answered,
    check_editable,
    check_may_move,
    check_next,
    check_reviewers,
    signed_warning,
)
from kiosk.roles import Role

NOW = dt.datetime(2026, 11, 29, 10, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(hours=1)
DRAFT, IN_REVIEW, REVIEWED, FINALISED = MinutesState


def test_locked_minutes_stay_locked():
    assert NEXT_STATES[FINALISED] == frozenset()
    with pytest.raises(Conflict):
        check_editable(FINALISED)


@pytest.mark.parametrize("state", [DRAFT, IN_REVIEW])
def test_the_text_is_written_until_it_is_approved(state):
    check_editable(state)
    with pytest.raises(Conflict):
        check_editable(REVIEWED)


@pytest.mark.parametrize(
    ("old", "new"), [(DRAFT, FINALISED), (IN_REVIEW, FINALISED), (FINALISED, DRAFT)]
)
def test_no_way_around_approval(old, new):
    with pytest.raises(Conflict):
        check_next(old, new)


@pytest.mark.parametrize(
    ("role", "old", "new", "may"),
    [
        (Role.SECRETARY, DRAFT, IN_REVIEW, True),
        (Role.SECRETARY, DRAFT, REVIEWED, False),
        (Role.CHAIR, DRAFT, REVIEWED, True),
        (Role.CHAIR, DRAFT, IN_REVIEW, False),
        (Role.SECRETARY, IN_REVIEW, REVIEWED, True),
        (Role.CHAIR, REVIEWED, FINALISED, True),
        (Role.SECRETARY, REVIEWED, FINALISED, True),
        (Role.CHAIR, REVIEWED, DRAFT, False),
        (Role.OFFICIAL_DELEGATE, IN_REVIEW, REVIEWED, False),
        (Role.OFFICIAL_DELEGATE, REVIEWED, FINALISED, False),
    ],
)
def test_who_moves_minutes(role, old, new, may):
    if may:
        check_may_move(role, old, new)
        return
    with pytest.raises(Forbidden):
        check_may_move(role, old, new)


def test_approving_waits_for_answers_until_the_deadline_but_not_for_the_chair():
    answers = [ReviewAnswer.AGREED, ReviewAnswer.NONE]
    with pytest.raises(Conflict):
        check_all_answered(Role.SECRETARY, answers, LATER, NOW)
    check_all_answered(Role.CHAIR, answers, LATER, NOW)
    check_all_answered(Role.SECRETARY, answers, NOW, LATER)
    check_all_answered(Role.SECRETARY, answers[:1], LATER, NOW)


@pytest.mark.parametrize(
    ("members", "due"),
    [([], LATER), (list(range(MAX_REVIEWERS + 1)), LATER), ([1], NOW)],
)
def test_somebody_must_be_asked_and_have_time(members, due):
    with pytest.raises(Invalid):
        check_reviewers(members, due, NOW)
    check_reviewers([1], LATER, NOW)


@pytest.mark.parametrize(
    ("signed", "warning", "share"),
    [
        ((2, "a b c d"), SignedWarning.NONE, 1.0),
        ((2, "a b c d chữ ký số"), SignedWarning.NONE, 1.0),
        ((3, "a b c d"), SignedWarning.PAGES, 1.0),
        ((2, "một văn bản khác"), SignedWarning.TEXT, 0.0),
        ((2, ""), SignedWarning.NO_TEXT, 0.0),
    ],
)
def test_what_is_odd_about_a_signed_file(signed, warning, share):
    assert signed_warning((2, "a b c d"), signed) == (warning, share)

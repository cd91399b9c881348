"""States of minutes, who moves them, their limits, and signed files compared."""

import datetime as dt
from itertools import product

import pytest

from kiosk.errors import Conflict, Forbidden, Invalid
from kiosk.minutes.rules import (
    MAX_REVIEWERS,
    REVIEWING_ROLES,
    STATE_LABELS,
    MinutesState,
    ReviewAnswer,
    SignedWarning,
    check_all_answered,
    check_editable,
    check_may_move,
    check_next,
    check_no_open_comment,
    check_reviewers,
    check_room,
    signed_warning,
)
from kiosk.roles import DELEGATES, Role
from tests.expected_errors import refused

NOW = dt.datetime(2026, 11, 29, 10, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)
LATER = NOW + SECOND
DRAFT, IN_REVIEW, REVIEWED, FINALISED = MinutesState
TRANSITIONS = {
    (DRAFT, IN_REVIEW),
    (DRAFT, REVIEWED),
    (IN_REVIEW, DRAFT),
    (IN_REVIEW, REVIEWED),
    (REVIEWED, DRAFT),
    (REVIEWED, FINALISED),
}
PREPARERS = {Role.SECRETARY, Role.ADMINISTRATOR}
AGREED, REMARKS, NO_ANSWER = (
    ReviewAnswer.AGREED,
    ReviewAnswer.REMARKS,
    ReviewAnswer.NONE,
)


def test_every_state_has_a_label_of_its_own():
    assert set(STATE_LABELS) == set(MinutesState)
    assert len(set(STATE_LABELS.values())) == len(MinutesState)


def test_reviewers_are_delegates():
    assert REVIEWING_ROLES == DELEGATES


@pytest.mark.parametrize("state", [DRAFT, IN_REVIEW])
def test_the_text_is_written_until_it_is_approved(state):
    check_editable(state)


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (REVIEWED, "Biên bản đã duyệt. Muốn sửa, xin đưa về bản soạn trước."),
        (FINALISED, "Biên bản đã khoá nên không sửa được nữa."),
    ],
)
def test_approved_and_locked_minutes_are_not_written(state, sentence):
    with refused(Conflict, "minutes_locked") as caught:
        check_editable(state)
    assert caught.value.sentence == sentence


@pytest.mark.parametrize(("old", "new"), sorted(TRANSITIONS))
def test_minutes_go_to_the_next_states(old, new):
    check_next(old, new)


@pytest.mark.parametrize(
    ("old", "new"), sorted(set(product(MinutesState, repeat=2)) - TRANSITIONS)
)
def test_every_other_transition_is_refused(old, new):
    with refused(Conflict, "wrong_state"):
        check_next(old, new)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(
    ("old", "new", "allowed"),
    [
        (DRAFT, IN_REVIEW, PREPARERS),
        (DRAFT, REVIEWED, {Role.CHAIR}),
        (IN_REVIEW, DRAFT, PREPARERS),
        (IN_REVIEW, REVIEWED, PREPARERS | {Role.CHAIR}),
        (REVIEWED, DRAFT, PREPARERS),
        (REVIEWED, FINALISED, PREPARERS | {Role.CHAIR}),
    ],
)
def test_who_moves_minutes(role, old, new, allowed):
    if role in allowed:
        check_may_move(role, old, new)
        return
    with refused(Forbidden):
        check_may_move(role, old, new)


def test_approving_waits_for_all_answers_until_the_deadline():
    answers = [AGREED, NO_ANSWER, REMARKS, NO_ANSWER]
    with refused(Conflict, "still_waiting", count=2):
        check_all_answered(Role.SECRETARY, iter(answers), LATER, NOW)
    with refused(Conflict, "still_waiting", count=1):
        check_all_answered(Role.ADMINISTRATOR, answers[:2], LATER, NOW)


@pytest.mark.parametrize(
    ("role", "answers", "due"),
    [
        (Role.CHAIR, [AGREED, NO_ANSWER], LATER),
        (Role.SECRETARY, [AGREED, NO_ANSWER], NOW),
        (Role.SECRETARY, [AGREED, NO_ANSWER], NOW - SECOND),
        (Role.SECRETARY, [AGREED, NO_ANSWER], None),
        (Role.SECRETARY, [AGREED, REMARKS], LATER),
        (Role.SECRETARY, [], LATER),
    ],
)
def test_approving_need_not_wait(role, answers, due):
    check_all_answered(role, answers, due, NOW)


@pytest.mark.parametrize("count", [1, 7])
def test_open_comments_prevent_locking(count):
    check_no_open_comment(0)
    with refused(Conflict, "open_comments", count=count):
        check_no_open_comment(count)


@pytest.mark.parametrize("members", [[], list(range(MAX_REVIEWERS + 1))])
def test_nobody_and_too_many_cannot_be_asked(members):
    with refused(Invalid, "bad_reviewers", most=MAX_REVIEWERS):
        check_reviewers(members, LATER, NOW)


@pytest.mark.parametrize("due", [NOW, NOW - SECOND])
def test_a_deadline_that_is_over_is_refused(due):
    with refused(Invalid, "bad_deadline"):
        check_reviewers([1], due, NOW)


@pytest.mark.parametrize("members", [[1], [*range(MAX_REVIEWERS), 0, 1]])
def test_each_person_counts_once_among_those_who_are_asked(members):
    check_reviewers(members, LATER, NOW)


def test_one_more_is_stored_while_there_is_room():
    check_room(4, 5)
    for count in (5, 6):
        with refused(Invalid, "too_many", most=5):
            check_room(count, 5)


@pytest.mark.parametrize(
    ("own", "signed", "warning", "share"),
    [
        ((2, "a b c d"), (2, "a b c d"), SignedWarning.NONE, 1.0),
        ((2, "a b c d"), (2, "d c\nb a chữ ký số"), SignedWarning.NONE, 1.0),
        ((2, "a b c d"), (3, "a b c d"), SignedWarning.PAGES, 1.0),
        ((2, "a b c d"), (1, "a b c"), SignedWarning.PAGES, 0.75),
        ((2, "a b c d"), (1, ""), SignedWarning.PAGES, 0.0),
        ((2, "a b c d"), (2, "một văn bản khác"), SignedWarning.TEXT, 0.0),
        ((2, "a b c d"), (2, " \n"), SignedWarning.NO_TEXT, 0.0),
        ((1, ""), (1, "a"), SignedWarning.TEXT, 0.0),
        ((1, "a a a b"), (1, "a"), SignedWarning.TEXT, 0.75),
        ((1, "a b c d e g h i k l"), (1, "a b c d e g h i k"), SignedWarning.NONE, 0.9),
        ((1, "a b c d e g h i k"), (1, "a b c d e g h i"), SignedWarning.TEXT, 8 / 9),
    ],
)
def test_what_is_odd_about_a_signed_file(own, signed, warning, share):
    assert signed_warning(own, signed) == (warning, share)

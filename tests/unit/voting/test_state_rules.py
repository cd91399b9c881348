"""Who was faster, and what a vote takes in which state."""

import pytest

from kiosk.errors import Conflict, Forbidden
from kiosk.voting.rules import states
from kiosk.voting.rules.kinds import VoteState
from tests.expected_errors import refused

S = VoteState
# Written anew here, as the standing orders have it.
ALLOWED = {
    (S.DRAFT, S.OPEN),
    (S.OPEN, S.CLOSED),
    (S.CLOSED, S.ANNOUNCED),
    *((state, S.CANCELLED) for state in (S.DRAFT, S.OPEN, S.CLOSED)),
}


@pytest.mark.parametrize("now", S)
@pytest.mark.parametrize("new", S)
def test_a_vote_goes_only_forward(now, new):
    if (now, new) in ALLOWED:
        states.check_next(now, new, who="Mai")
        states.check_next(now, new, who="Mai", seen=now)
    else:
        with refused(Conflict, "wrong_state", who="Mai", state=now):
            states.check_next(now, new, who="Mai", seen=now)


def test_who_saw_another_state_is_told_who_was_faster():
    with refused(Conflict, "wrong_state", who="Mai", state=S.CLOSED) as caught:
        states.check_next(S.CLOSED, S.CANCELLED, who="Mai", seen=S.OPEN)
    assert caught.value.sentence == states.DONE[S.CLOSED]


@pytest.mark.parametrize("state", sorted(set(S) - {S.DRAFT}))
def test_only_a_draft_may_be_changed(state):
    states.check_draft(S.DRAFT, who="Mai")
    with refused(Conflict, "wrong_state", who="Mai", state=state):
        states.check_draft(state, who="Mai")


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (S.DRAFT, "not_open_yet"),
        (S.CLOSED, "vote_over"),
        (S.ANNOUNCED, "vote_over"),
        (S.CANCELLED, "vote_over"),
    ],
)
def test_only_an_open_vote_takes_ballots(state, code):
    states.check_takes_ballots(S.OPEN)
    with refused(Conflict, code):
        states.check_takes_ballots(state)


def test_errors_of_ballots_name_their_cause():
    with refused(Forbidden, "not_on_roll"):
        raise states.not_on_roll()
    with refused(Conflict, "already_cast"):
        raise states.already_cast()


@pytest.mark.parametrize(
    ("state", "shares", "result"),
    [(S.OPEN, 3, ""), (S.CLOSED, 0, ""), (S.CLOSED, 3, "{}"), (S.ANNOUNCED, 3, "")],
)
def test_shares_are_wanted_once_a_vote_with_a_shared_key_is_closed(
    state, shares, result
):
    states.check_shares_wanted(S.CLOSED, 1, "")
    with refused(Conflict, "no_shares_wanted"):
        states.check_shares_wanted(state, shares, result)


def test_ballots_without_a_key_are_opened_by_shares_or_not_at_all():
    for is_counted, shares in ((True, 0), (False, 1), (True, 1)):
        states.check_key_known(is_counted=is_counted, share_count=shares)
    with refused(Conflict, "key_lost"):
        states.check_key_known(is_counted=False, share_count=0)

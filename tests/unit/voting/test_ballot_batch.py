"""Ballots of one batch are checked one by one and kept together."""

import datetime as dt
from dataclasses import replace

import pytest

from kiosk import clock
from kiosk.accounts.models import SignIn
from kiosk.identity import Actor
from kiosk.meetings.models import Member
from kiosk.roles import Role
from kiosk.voting.actions.ballot_batch import ReadyBallot, cast_ballots
from kiosk.voting.models import NamedBallot, Vote
from kiosk.voting.rules.kinds import VoteKind, VoteState
from tests.unit.voting.voting_scene import VotingScene

YES, NO = '{"1":1}', '{"2":1}'


@pytest.fixture
def hall(store) -> VotingScene:
    return VotingScene(store)


def ballot(hall: VotingScene, vote: int, member: int, choices: str = YES, **more):
    """Return a ballot of a member who has just signed in."""
    with hall.store.unit_of_work("test") as work:
        sign_in = SignIn(
            token_hash=f"{member}-{clock.now()}",
            member_id=member,
            started_at=clock.now(),
            expires_at=clock.now() + dt.timedelta(hours=1),
        )
        work.session.add(sign_in)
        work.session.flush()
        meeting = more.pop("meeting", hall.meeting)
        actor = Actor(meeting, Role.OFFICIAL_DELEGATE, "", sign_in.id, member)
    with hall.store.read_session() as session:
        stored = session.get(Vote, vote)
    opened_at = more.pop("opened_at", stored and stored.opened_at)
    return ReadyBallot(actor, vote, opened_at, choices, **more)


def cast(hall: VotingScene, *ballots: ReadyBallot) -> list[bool]:
    with hall.store.unit_of_work("test") as work:
        return [kept is not None for kept in cast_ballots(work, ballots)]


def test_all_are_kept(hall):
    vote = hall.open_vote()
    one, two, three = hall.voters
    kept = cast(
        hall,
        ballot(hall, vote, one),
        ballot(hall, vote, two, NO),
        ballot(hall, vote, three),
    )
    assert kept == [True, True, True]
    assert hall.ballots(vote) == {one: YES, two: NO, three: YES}


def test_a_bad_ballot_fails_none_of_the_others(hall):
    vote = hall.open_vote()
    stranger = hall.scene.make_member(hall.scene.make_meeting())
    late = hall.scene.make_member(hall.meeting)  # not on the roll
    kept = cast(
        hall,
        ballot(hall, vote, stranger),
        ballot(hall, vote, hall.voters[0]),
        ballot(hall, vote, late),
        ballot(hall, vote + 99, hall.voters[1]),
        ballot(hall, vote, hall.voters[2], meeting=hall.meeting + 99),
    )
    assert kept == [False, True, False, False, False]
    assert hall.ballots(vote) == {hall.voters[0]: YES}


@pytest.mark.parametrize("together", [True, False])
def test_the_second_ballot_of_a_voter_is_not_kept_the_same_one_is(hall, together):
    vote, voter = hall.open_vote(), hall.voters[0]
    ballots = [ballot(hall, vote, voter, choices) for choices in (YES, NO, YES)]
    if together:
        kept = cast(hall, *ballots)
    else:
        kept = [cast(hall, each)[0] for each in ballots]
    assert kept == [True, False, True]
    assert hall.ballots(vote) == {voter: YES}


def test_a_sealed_ballot_is_recognised_by_its_key_or_its_bytes(hall):
    vote = hall.open_vote(kind=VoteKind.SECRET)
    one, two = hall.voters[:2]

    def sealed(member: int, box: bytes, key: str = "") -> ReadyBallot:
        return ballot(hall, vote, member, "", sealed=box, retry_key=key)

    assert cast(hall, sealed(one, b"a", "key"), sealed(two, b"b")) == [True, True]
    assert cast(hall, sealed(one, b"c", "key"), sealed(two, b"b")) == [True, True]
    assert cast(hall, sealed(one, b"c", "other"), sealed(two, b"d")) == [False, False]
    assert hall.ballots(vote) == {one: b"a", two: b"b"}


def test_one_entered_on_the_voters_behalf_is_left_to_the_ordinary_route(hall):
    vote, voter = hall.open_vote(), hall.voters[0]
    with hall.store.unit_of_work("test") as work:
        work.session.add(
            NamedBallot(vote_id=vote, member_id=voter, choices=YES, entered_by="Thư ký")
        )
    assert cast(hall, ballot(hall, vote, voter)) == [False]


@pytest.mark.parametrize(
    "state", [VoteState.DRAFT, VoteState.CLOSED, VoteState.CANCELLED]
)
def test_a_vote_that_is_not_open_takes_none(hall, state):
    vote = hall.open_vote()
    with hall.store.unit_of_work("test") as work:
        work.session.get_one(Vote, vote).state = state
    assert cast(hall, ballot(hall, vote, hall.voters[0])) == [False]
    assert hall.ballots(vote) == {}


def test_a_sign_in_that_has_ended_casts_none(hall):
    vote = hall.open_vote()
    ended = ballot(hall, vote, hall.voters[0])
    with hall.store.unit_of_work("test") as work:
        work.session.get_one(SignIn, ended.actor.sign_in_id).ended_at = work.now
    assert cast(hall, ended, ballot(hall, vote, hall.voters[1])) == [False, True]


def test_a_sign_in_of_somebody_else_casts_none(hall):
    vote = hall.open_vote()
    mine = ballot(hall, vote, hall.voters[0])
    forged = Actor(
        hall.meeting, Role.OFFICIAL_DELEGATE, "", mine.actor.sign_in_id, hall.voters[1]
    )
    assert cast(hall, replace(mine, actor=forged)) == [False]


def test_one_that_was_checked_for_an_earlier_vote_of_that_number_is_not_kept(hall):
    vote = hall.open_vote()
    earlier = clock.now() - dt.timedelta(days=1)
    stale = ballot(hall, vote, hall.voters[0], opened_at=earlier)
    assert cast(hall, stale) == [False]


def test_who_became_a_guest_meanwhile_casts_none(hall):
    vote = hall.open_vote()
    guest = ballot(hall, vote, hall.voters[0])
    with hall.store.unit_of_work("test") as work:
        work.session.get_one(Member, hall.voters[0]).role = Role.GUEST
    assert cast(hall, guest) == [False]

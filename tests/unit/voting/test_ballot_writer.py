"""Ballots that arrive together share a transaction; each gets its own answer."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from kiosk.storage.errors import database_unavailable
from kiosk.voting import ballot_writer
from kiosk.voting.ballot_writer import BallotWriter
from kiosk.voting.turnout import TurnoutReporter
from tests.unit.voting.test_ballot_batch import YES, ballot
from tests.unit.voting.voting_scene import VotingScene
from tests.waiting import TIMEOUT_SECONDS

VOTERS = 6


@pytest.fixture
def hall(store) -> VotingScene:
    return VotingScene(store, VOTERS)


def new_writer(store, **more) -> BallotWriter:
    return BallotWriter(store, TurnoutReporter(store), **more)


class CountedWork:
    """Counts the transactions of a store."""

    def __init__(self, store, monkeypatch) -> None:
        self.count = 0
        begin = type(store).unit_of_work

        def counted(this, actor: str):
            self.count += actor == "votes"
            return begin(this, actor)

        monkeypatch.setattr(type(store), "unit_of_work", counted)


def keep_all(writer: BallotWriter, ballots) -> list[bool]:
    """Cast the ballots at the same time; the first waits until all have joined."""
    joined = threading.Semaphore(0)
    join = writer._join

    def counted(one):
        try:
            return join(one)
        finally:
            joined.release()

    def wait_for_all(_seconds: float) -> None:
        for _ in ballots:
            assert joined.acquire(timeout=TIMEOUT_SECONDS)

    writer._join, writer._sleep = counted, wait_for_all
    with ThreadPoolExecutor(len(ballots)) as crowd:
        return [kept is not None for kept in crowd.map(writer.keep, ballots)]


def test_all_share_one_transaction(hall, store, monkeypatch):
    vote = hall.open_vote()
    ballots = [ballot(hall, vote, voter) for voter in hall.voters]
    work = CountedWork(store, monkeypatch)
    assert keep_all(new_writer(store), ballots) == [True] * VOTERS
    assert work.count == 1
    assert hall.ballots(vote) == dict.fromkeys(hall.voters, YES)


def test_one_that_is_refused_fails_none_of_the_others(hall, store):
    vote = hall.open_vote()
    ballots = [ballot(hall, vote, voter) for voter in hall.voters[:3]]
    ballots.insert(1, ballot(hall, vote, hall.scene.make_member(hall.meeting)))
    assert keep_all(new_writer(store), ballots) == [True, False, True, True]


def test_a_full_batch_does_not_wait_for_more(hall, store, monkeypatch):
    monkeypatch.setattr(ballot_writer, "MAX_BALLOTS_PER_BATCH", 2)
    vote = hall.open_vote()
    ballots = [ballot(hall, vote, voter) for voter in hall.voters]
    work = CountedWork(store, monkeypatch)
    writer = new_writer(store, sleep=lambda _seconds: None)
    with ThreadPoolExecutor(VOTERS) as crowd:
        assert all(crowd.map(writer.keep, ballots))
    assert VOTERS / 2 <= work.count <= VOTERS
    assert len(hall.ballots(vote)) == VOTERS


def test_nobody_waits_for_ever_where_the_database_is_away(hall, store, monkeypatch):
    vote = hall.open_vote()
    ballots = [ballot(hall, vote, voter) for voter in hall.voters[:3]]

    def away(*_what):
        raise database_unavailable()

    monkeypatch.setattr(ballot_writer, "cast_ballots", away)
    writer = new_writer(store)
    assert keep_all(writer, ballots) == [False, False, False]
    monkeypatch.undo()
    assert keep_all(writer, ballots) == [True, True, True]


def test_nobody_waits_for_ever_after_an_error_that_nobody_expects(
    hall, store, monkeypatch
):
    vote = hall.open_vote()
    ballots = [ballot(hall, vote, voter) for voter in hall.voters[:1]]

    def defect(*_what):
        raise RuntimeError("a defect")

    monkeypatch.setattr(ballot_writer, "cast_ballots", defect)
    writer = new_writer(store, sleep=lambda _seconds: None)
    with pytest.raises(RuntimeError):
        writer.keep(ballots[0])
    monkeypatch.undo()
    assert writer.keep(ballots[0])

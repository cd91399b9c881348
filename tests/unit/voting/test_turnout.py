"""The turnout is a number, reported at most once a second."""

import pytest

from kiosk.roles import Role
from kiosk.storage.journal import events_after
from kiosk.voting.ballot_writer import BallotWriter
from kiosk.voting.turnout import REPORT_INTERVAL_SECONDS, TurnoutReporter
from tests.manual_clock import ManualClock
from tests.unit.voting.test_ballot_batch import NO, ballot
from tests.unit.voting.voting_scene import VotingScene


@pytest.fixture
def hall(store) -> VotingScene:
    return VotingScene(store, 4)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(100.0)


@pytest.fixture
def reporter(store, clock) -> TurnoutReporter:
    return TurnoutReporter(store, clock)


@pytest.fixture
def writer(store, reporter) -> BallotWriter:
    return BallotWriter(store, reporter, lambda _seconds: None)


def reports(hall: VotingScene) -> list:
    with hall.store.read_session() as session:
        events = events_after(session, hall.meeting, 0)
    return [event for event in events if event.body["kind"] == "vote_turnout"]


def turnouts(hall: VotingScene) -> list[int]:
    return [event.body["cast"] for event in reports(hall)]


def test_it_is_a_number_only_for_those_who_run_votes_and_the_hall(hall, writer):
    vote = hall.open_vote()
    assert writer.keep(ballot(hall, vote, hall.voters[0]))
    (report,) = reports(hall)
    assert report.body == {"kind": "vote_turnout", "vote_id": vote, "cast": 1}
    assert Role.OFFICIAL_DELEGATE not in report.audience
    assert Role.WALL in report.audience


def test_once_a_second_and_after_the_last_ballot(hall, writer, reporter, clock):
    vote = hall.open_vote()
    ballots = [ballot(hall, vote, voter) for voter in hall.voters]
    for each in ballots[:3]:
        assert writer.keep(each)
    reporter.note(vote)
    reporter.report_rest()
    assert turnouts(hall) == [1]
    clock.now += REPORT_INTERVAL_SECONDS
    reporter.report_rest()
    assert turnouts(hall) == [1, 3]
    clock.now += REPORT_INTERVAL_SECONDS
    reporter.report_rest()
    assert turnouts(hall) == [1, 3]


def test_a_refused_ballot_reports_nothing(hall, writer, reporter, clock):
    vote = hall.open_vote()
    assert writer.keep(ballot(hall, vote, hall.voters[0]))
    assert not writer.keep(ballot(hall, vote, hall.voters[0], NO))
    clock.now += REPORT_INTERVAL_SECONDS
    reporter.report_rest()
    assert turnouts(hall) == [1]

"""Ballots are kept before Flask; what is not certain is passed on to it."""

import base64
import io

import pytest

from kiosk.accounts.models import SignIn
from kiosk.roles import Role
from kiosk.voting.models import Vote
from kiosk.voting.rules.ballots import BallotTerms
from kiosk.voting.rules.kinds import BallotForm, VoteKind, VoteState
from kiosk.voting.rules.receipts import OpenedBallot
from kiosk.voting.sealing import open_shuffled, seal
from tests.unit.voting.voting_scene import VotingScene


@pytest.fixture
def hall(store) -> VotingScene:
    return VotingScene(store)


@pytest.fixture
def passed_on(server) -> list[bool]:
    """An entry for each request that reached Flask."""
    found = []
    server.app.before_request_funcs.setdefault(None, []).append(
        lambda: found.append(True)
    )
    return found


def test_a_ballot_is_kept_without_flask(hall, client_for, passed_on):
    vote = hall.open_vote()
    yes, _no = hall.options(vote)
    reply = client_for(hall.voters[0]).post(hall.path(vote), json={"choices": {yes: 1}})
    assert (reply.status_code, reply.json) == (
        200,
        {"kept": True, "sealed_by_server": False},
    )
    assert hall.ballots(vote) == {hall.voters[0]: f'{{"{yes}":1}}'}
    assert passed_on == []


def test_the_chair_votes_too(hall, client_for, passed_on):
    vote = hall.open_vote()
    yes, _no = hall.options(vote)
    reply = client_for(hall.chair).post(hall.path(vote), json={"choices": {yes: 1}})
    assert reply.json["kept"]
    assert passed_on == []


def test_the_answer_is_as_safe_as_every_other(hall, client_for):
    vote = hall.open_vote()
    client = client_for(hall.voters[0])
    reply = client.post(hall.path(vote), json={"choices": {}})
    assert reply.mimetype == "application/json"
    assert reply.headers["Cache-Control"] == "no-store"
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in reply.headers["Content-Security-Policy"]


def test_the_server_seals_what_the_browser_could_not(hall, client_for):
    vote = hall.open_vote(kind=VoteKind.SECRET)
    yes, no = hall.options(vote)
    reply = client_for(hall.voters[0]).post(
        hall.path(vote), json={"choices": {yes: 1}, "key": "k"}
    )
    assert reply.json == {"kept": True, "sealed_by_server": True}
    (kept,) = hall.ballots(vote).values()
    assert b"choices" not in kept
    terms = BallotTerms(BallotForm.ONE, (int(yes), int(no)))
    opened = open_shuffled(hall.private_key, vote, terms, [kept])
    assert opened == [OpenedBallot(f'{{"{yes}":1}}')]


def test_a_sealed_ballot_is_kept_as_it_came(hall, client_for, store):
    vote = hall.open_vote(kind=VoteKind.SECRET)
    with store.read_session() as session:
        public_key = session.get_one(Vote, vote).public_key
    box = seal(public_key, vote, {hall.options(vote)[0]: 1})
    body = {"sealed": base64.b64encode(box).decode(), "key": "k"}
    client = client_for(hall.voters[0])
    for _ in range(2):
        reply = client.post(hall.path(vote), json=body)
        assert reply.json == {"kept": True, "sealed_by_server": False}
    assert hall.ballots(vote) == {hall.voters[0]: box}


BAD_BODIES = [
    b"",
    b"{",
    b"[]",
    b"null",
    b'{"choices": {"0": 1}}',
    b'{"choices": {"x": 1}}',
    b'{"sealed": "AAAA"}',
    b'{"more": 1}',
    b'{"choices": {"1": "1"}}',
]


class TestPassedOn:
    """To the ordinary route, with the whole body."""

    @pytest.fixture
    def vote(self, hall) -> int:
        return hall.open_vote()

    @pytest.mark.parametrize("body", BAD_BODIES)
    def test_a_bad_body(self, hall, vote, client_for, passed_on, body):
        reply = client_for(hall.voters[0]).post(hall.path(vote), data=body)
        assert reply.status_code >= 400
        assert passed_on
        assert hall.ballots(vote) == {}

    def test_a_page_of_another_origin(self, hall, vote, client_for):
        client, body = client_for(hall.voters[0]), {"choices": {}}
        for headers in ({"Origin": "http://evil"}, {"Sec-Fetch-Site": "cross-site"}):
            reply = client.post(hall.path(vote), json=body, headers=headers)
            assert (reply.status_code, reply.json["error"]) == (403, "foreign_origin")
        assert hall.ballots(vote) == {}
        headers = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}
        assert client.post(hall.path(vote), json=body, headers=headers).json["kept"]

    @pytest.mark.parametrize(
        "role", [Role.INVITED_DELEGATE, Role.GUEST, Role.SECRETARY, Role.WALL]
    )
    def test_a_role_without_a_ballot(self, hall, vote, client_for, role):
        client = client_for(hall.scene.make_member(hall.meeting, role))
        reply = client.post(hall.path(vote), json={"choices": {}})
        assert reply.status_code == 403
        assert hall.ballots(vote) == {}

    def test_somebody_who_is_not_signed_in(self, hall, vote, client_for):
        reply = client_for().post(hall.path(vote), json={"choices": {}})
        assert reply.status_code == 401
        assert hall.ballots(vote) == {}

    def test_a_sign_in_that_ended_while_it_was_cached(
        self, hall, vote, client_for, store
    ):
        client = client_for(hall.voters[0])
        client.post(hall.path(vote), json={"choices": {"0": 1}})  # now it is cached
        with store.unit_of_work("another process") as work:
            work.session.query(SignIn).update({"ended_at": work.now})
        reply = client.post(hall.path(vote), json={"choices": {}})
        assert reply.status_code == 401
        assert hall.ballots(vote) == {}

    def test_a_late_ballot(self, hall, vote, client_for, store):
        client = client_for(hall.voters[0])
        yes, _no = hall.options(vote)
        assert client.post(hall.path(vote), json={"choices": {yes: 1}}).json["kept"]
        with store.unit_of_work("test") as work:
            work.session.get_one(Vote, vote).state = VoteState.CLOSED
        late = client_for(hall.voters[1]).post(hall.path(vote), json={"choices": {}})
        assert (late.status_code, late.json["error"]) == (409, "vote_over")
        assert len(hall.ballots(vote)) == 1

    def test_a_second_ballot(self, hall, vote, client_for):
        yes, no = hall.options(vote)
        one, two = client_for(hall.voters[0]), client_for(hall.voters[0])
        assert one.post(hall.path(vote), json={"choices": {yes: 1}}).json["kept"]
        reply = two.post(hall.path(vote), json={"choices": {no: 1}})
        assert (reply.status_code, reply.json["error"]) == (409, "already_cast")
        assert hall.ballots(vote) == {hall.voters[0]: f'{{"{yes}":1}}'}

    def test_a_changed_ballot_where_the_rule_allows_it(self, hall, client_for):
        vote = hall.open_vote(until_close=True)
        yes, no = hall.options(vote)
        client = client_for(hall.voters[0])
        for choice in (yes, no):
            reply = client.post(hall.path(vote), json={"choices": {choice: 1}})
            assert reply.json["kept"]
        assert hall.ballots(vote) == {hall.voters[0]: f'{{"{no}":1}}'}

    def test_a_vote_of_another_meeting(self, hall, vote, client_for):
        other = VotingScene(hall.store)
        path = f"/m/{other.meeting}/votes/{vote}/ballot"
        reply = client_for(other.voters[0]).post(path, json={"choices": {}})
        assert reply.status_code == 404
        assert hall.ballots(vote) == {}

    def test_a_vote_that_has_the_number_of_an_earlier_one(
        self, hall, vote, client_for, store, passed_on
    ):
        first, second, third = map(client_for, hall.voters)
        assert first.post(hall.path(vote), json={"choices": {}}).json["kept"]
        with store.unit_of_work("test") as work:
            work.session.get_one(Vote, vote).opened_at = work.now
        for client in (second, third):
            assert client.post(hall.path(vote), json={"choices": {}}).json["kept"]
        assert len(passed_on) == 1
        assert len(hall.ballots(vote)) == 3

    def test_a_large_body_is_not_read(self, hall, vote, client_for):
        large = b'{"choices": {}, "key": "' + b"a" * 70_000 + b'"}'
        reply = client_for(hall.voters[0]).post(
            hall.path(vote), input_stream=io.BytesIO(large), content_length=len(large)
        )
        assert reply.status_code == 413

    def test_other_addresses_and_methods(self, hall, vote, client_for, passed_on):
        client = client_for(hall.voters[0])
        client.get(hall.path(vote))
        client.post(hall.path(vote) + "/")
        client.post(f"/m/0/votes/{vote}/ballot")
        assert len(passed_on) == 3

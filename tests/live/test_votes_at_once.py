"""Several people press at the same moment: on a vote, and with one person's ballot."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from kiosk.client.http_client import HttpClient
from kiosk.roles import Role
from tests.live.conftest import Room
from tests.live.test_ballots_kept import VotingRoom

VOTERS = 24


@pytest.fixture
def voting(real_server) -> VotingRoom:
    return VotingRoom(Room(real_server), voters=VOTERS, is_secret=True)


def client(voting: VotingRoom, token: str) -> HttpClient:
    return HttpClient(voting.room.server.port, token)


def test_two_tablets_of_one_person_cast_one_ballot(voting):
    path = f"/m/{voting.room.meeting}/votes/{voting.vote}/ballot"

    def cast(member: int, token: str, option: str) -> int:
        body = {"choices": {option: 1}, "key": token[:20]}
        return client(voting, token).post(path, body, timeout=60).status

    second = {member: voting.room.scene.sign_in(member) for member in voting.tokens}
    with ThreadPoolExecutor(8) as pool:
        tried = [
            (
                pool.submit(cast, member, token, voting.options[0]),
                pool.submit(cast, member, second[member], voting.options[1]),
            )
            for member, token in voting.tokens.items()
        ]
        statuses = [sorted(one.result() for one in pair) for pair in tried]
    assert statuses == [[200, 409]] * VOTERS
    assert sum(voting.counts()) == VOTERS


def test_what_was_acknowledged_before_two_closed_at_once_is_counted(voting):
    scene, meeting = voting.room.scene, voting.room.meeting
    secretary = scene.sign_in(scene.make_member(meeting, Role.SECRETARY))
    tokens = [voting.room.chair.token, secretary]
    path = f"/m/{meeting}/votes/{voting.vote}/close"
    with ThreadPoolExecutor(8) as pool:
        ballots = [pool.submit(voting.cast, member) for member in voting.tokens]
        closing = [
            pool.submit(client(voting, token).post, path, {}, timeout=60)
            for token in tokens
        ]
        assert [one.result().status for one in closing] == [200, 200]
        statuses = [one.result() for one in ballots]
    assert set(statuses) <= {200, 409}
    (vote,) = voting.snapshot()["votes"]
    assert vote["state"] == "closed"
    assert vote["result"]["base_counts"]["cast"] == statuses.count(200)
    assert vote["result"]["valid"] == statuses.count(200)
    folder = voting.room.server.store.config.data / "ballot_keys"
    assert not list(folder.glob(f"{voting.vote}-*"))
